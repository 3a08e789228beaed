package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// Made for these tests, in the shapes of real ones.
const (
	plantedPart    = "Q7mZ2kV9xB4nL8sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2c4"
	plantedKey     = "pcsk_4Xw9Z_" + plantedPart
	plantedUUID    = "7f3c91d2-5b8e-4a06-9c1d-e2f4a8b07356"
	plantedSecret  = "kT9-xQ2mZ7vB4nL8_sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2"
	forgottenPart  = "h8Vw2Rn5Ty7Uk3Lp9Zx4Cb6Md1Qs0Gf8Aj2Ie5Wo7Hr3Ku9Nv4Yt6Bm1Xd0Pz8c"
	forgottenKey   = "pcsk_7Yb2Q_" + forgottenPart
	forgottenUUID  = "1e9b47c3-8d25-4f6a-b3e0-95a7c2d8f164"
	forgottenOther = "zR4_pW8nX2vC6bM1qL5-kJ9hG3fD7sA0tY4uI8oE2wQ6rT1yU5iO9pZ3xV7cB0nN"
)

// planted is a repository that has secrets wherever one may be: in files that are read, in
// files that are wrong, in names, and in Terraform that carries them on.
func planted() map[string]string {
	encode := base64.StdEncoding.EncodeToString
	wide := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune("PINECONE_API_KEY=" + plantedUUID)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	return map[string]string{
		"pinelint.yaml": "apiVersion: pinelint/v1\norganization: {name: acme, plan: " + plantedUUID + "}\n" +
			"projects: [{name: search, environment: \"" + plantedKey + "\"}]\n" + plantedKey + ": 1\n",
		"main.tf": "variable \"pinecone_api_key\" {\n  default = \"" + plantedUUID + "\"\n}\n" +
			"resource \"pinecone_index\" \"a\" {\n  name = \"a-${var.pinecone_api_key}\"\n" +
			"  deletion_protection = base64encode(\"" + plantedKey + "\")\n" +
			"  tags = { a = base64encode(var.pinecone_api_key), b = \"" + plantedSecret + "\" }\n}\n",
		"account.tf":        "provider \"pinecone\" {\n  client_id = \"a\"\n  client_secret = \"" + plantedSecret + "\"\n}\n",
		"broken/broken.tf":  "resource \"pinecone_index\" \"" + plantedKey + "\" {\n  name = \"" + plantedKey + "\n",
		"policy.json":       `{"Version": "2012-10-17", "Statement": [{"Sid": "` + plantedKey + `", "Effect": "Allow",`,
		"secret.yaml":       "kind: Secret\ndata:\n  PINECONE_API_KEY: " + encode([]byte(plantedUUID)) + "\n  K: " + encode([]byte(plantedKey)),
		"wide.env":          string(wide),
		"run.ipynb":         `{"text": ["\n` + plantedKey + `\n", "os.environ[\"PINECONE_API_KEY\"]=\"` + plantedUUID + `\""]}`,
		plantedKey + ".env": "VITE_PINECONE_API_KEY=" + plantedKey + "\nPINECONE_CLIENT_SECRET=" + plantedSecret + "\n",
		".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env: {PINECONE_API_KEY: " + plantedUUID +
			"}\n    steps: [{run: \"echo " + plantedKey + "\"}]\n",
	}
}

// forgotten are files that only the history has.
func forgotten() map[string]string {
	return map[string]string{
		"old.env":              "PINECONE_API_KEY=" + forgottenUUID + "\nPINECONE_CLIENT_SECRET=" + forgottenOther + "\n",
		forgottenKey + "/a.py": "key = '" + forgottenKey + "'\n",
	}
}

// plantRepository has both, committed by git.
func plantRepository(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		command := exec.CommandContext(t.Context(), "git", append([]string{"-C", folder}, args...)...)
		command.Env = []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
		}
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	write := func(files map[string]string) {
		for name, text := range files {
			path := filepath.Join(folder, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	git("init", "-q")
	write(forgotten())
	git("add", ".")
	git("commit", "-q", "-m", "one")
	git("rm", "-q", "-r", ".")
	write(planted())
	git("add", ".")
	git("commit", "-q", "-m", "two")
	return folder
}

// TestNoSecretIsWritten: no part of a secret that stands in a repository or in its history is
// in anything that a command writes, whatever the format.
func TestNoSecretIsWritten(t *testing.T) {
	folder := plantRepository(t)
	snapshot, results := filepath.Join(t.TempDir(), "snapshot.json"), filepath.Join(t.TempDir(), "results.json")
	commands := [][]string{
		{"collect", "--history", "--verbose", "-o", snapshot, folder},
		{"collect", "--history", "--pseudonymize", folder},
		{"collect", folder},
		{"check", "--history", "--verbose", "--format", "json", "-o", results, folder},
		{"check", "--snapshot", snapshot, folder},
		{"check", "--history", "--fixes", "--format", "json", folder},
		{"diff", snapshot, snapshot}, {"diff", results, results}, {"diff", "--format", "json", snapshot, snapshot},
		{"fix", folder}, {"init", "--print", folder},
	}
	for _, format := range formatNames() {
		commands = append(commands, []string{"check", "--history", "--verbose", "--format", format, folder})
	}
	found := 0
	for _, args := range commands {
		var out bytes.Buffer
		code := run(t.Context(), args, system{
			stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now,
			random: strings.NewReader(strings.Repeat("0123456789abcdef", 8)),
			getenv: func(string) string { return "" }, environ: func() []string { return nil },
		})
		if code == exitInternal {
			t.Errorf("%q: %s", args, out.String())
		}
		written := out.String()
		for _, file := range []string{snapshot, results} {
			if slices.Contains(args, "-o") && slices.Contains(args, file) {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				written += string(data)
			}
		}
		found += strings.Count(written, "in its history")
		noSecretIn(t, strings.Join(args, " "), written)
	}
	if found < 10 {
		t.Errorf("only %d lines are about the history", found)
	}
}

// noSecretIn looks for every eight characters of every secret, plain and in Base64.
func noSecretIn(t *testing.T, what, text string) {
	t.Helper()
	const length = 8
	for _, secret := range []string{plantedPart, plantedUUID, plantedSecret, forgottenPart, forgottenUUID, forgottenOther} {
		for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret))} {
			for i := 0; i+length <= len(form); i++ {
				if at := strings.Index(text, form[i:i+length]); at >= 0 {
					t.Errorf("%s: a part of a secret is in …%s…", what, text[max(at-160, 0):min(at+40, len(text))])
					break
				}
			}
		}
	}
	if label := "pcsk_4Xw9Z_"; strings.Contains(text, label) {
		t.Errorf("%s: the label of a key is written", what)
	}
}
