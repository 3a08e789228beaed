package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pinelint/pinelint/pkg/bundle"
)

// TestOneChangedByte flips a bit in the files of a signed bundle: in each byte of those that
// say what the others are, and in many of the others. Every one is refused, with the file's
// name.
func TestOneChangedByte(t *testing.T) {
	secret, public := keyFiles(t, ed25519Key())
	folder := bundled(t, "--sign", secret)
	holds(t, folder, "--key", public)
	for _, name := range filesOf(t, folder) {
		path := filepath.Join(folder, name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		step, flipped := max(1, len(data)/20), 0
		if name == bundle.SumsFile || name == bundle.EnvelopeFile {
			step = 1
		}
		for i := 0; i < len(data); i += step {
			changed := bytes.Clone(data)
			changed[i] ^= 1 << (i % 7)
			rewrite(t, path, changed)
			stdout, stderr, code := invoke(t, "verify", folder, "--key", public)
			named := strings.Contains(stdout, name) || name == bundle.SumsFile && strings.Contains(stdout, "refused")
			if code != exitFindings || !named || strings.Contains(stdout, "results ") {
				t.Fatalf("byte %d of %s: exit code %d\n%s%s", i, name, code, stdout, stderr)
			}
			flipped++
		}
		for _, changed := range [][]byte{data[:len(data)-1], append(bytes.Clone(data), '\n'), {}} {
			rewrite(t, path, changed)
			if stdout, _, code := invoke(t, "verify", folder, "--key", public); code != exitFindings {
				t.Errorf("%s with %d bytes and not %d: exit code %d\n%s", name, len(changed), len(data), code, stdout)
			}
		}
		if flipped < 20 {
			t.Errorf("%s was changed only %d times", name, flipped)
		}
		rewrite(t, path, data)
	}
	holds(t, folder, "--key", public)
}

// TestForgedBundle changes a file and its sum, as somebody without the key can: what follows
// from the snapshot is told without a key, and everything with it.
func TestForgedBundle(t *testing.T) {
	secret, public := keyFiles(t, ecdsaKey())
	tests := []struct{ file, old, changed, want string }{
		{bundle.ResultsFile, `"severity": "high"`, `"severity": "info"`, "results.json:"},
		{bundle.RecordFile, `"exit_code": 1`, `"exit_code": 0`, "judging again gives 1"},
		{bundle.RecordFile, `"fail_on": "high"`, `"fail_on": "never"`, "judging again gives 0"},
		{bundle.RecordFile, `"fail_on": "high"`, `"fail_on": "all"`, "is no severity"},
		{bundle.RecordFile, `"waivers": []`, `"waivers": [{"rule":"*/*","resource":"*","reason":"r","owner":"o",` +
			`"expires":"2030-01-01"}]`, "judging again gives"},
		{bundle.RecordFile, `"indexes/tags": "own",`, ``, "judging again gives something else"},
		{bundle.RecordFile, `"indexes/tags": "own"`, `"indexes/none": "own"`, "names "},
		{bundle.RecordFile, `"indexes/tags": "own"`, `"indexes/tags": "odd"`, "the rule indexes/tags"},
		{bundle.RecordFile, `"indexes/tags": "own"`, `"indexes/tags": "own", "indexes/tags": "own"`, "duplicate"},
		{bundle.RecordFile, `"frameworks": []`, `"frameworks": ["../soc2"]`, "is unknown"},
		{bundle.RecordFile, `"settings": {`, `"settings": [], "other": {`, "unknown"},
		{bundle.RecordFile, `"schema": "pinelint.bundle/v1"`, `"schema": "pinelint.bundle/v2"`, "has the schema"},
		{bundle.SnapshotFile, `"deletion_protection":"disabled"`, `"deletion_protection":"enabled"`,
			"judging again gives 0"},
		{bundle.SnapshotFile, `{"schema":`, `{"schema":"other","schema":`, "snapshot.json:1: it is not written as"},
	}
	for _, test := range tests {
		folder := bundled(t, "--sign", secret)
		forge(t, folder, test.file, test.old, test.changed)
		stdout, stderr, code := invoke(t, "verify", folder, "--key", public)
		if code != exitFindings || strings.Contains(stdout, "signature ") || strings.Count(stdout, "refused") != 1 {
			t.Errorf("%s for %s, with the key: exit code %d\n%s%s", test.changed, test.old, code, stdout, stderr)
		}
		if err := os.Remove(filepath.Join(folder, bundle.EnvelopeFile)); err != nil {
			t.Fatal(err)
		}
		stdout, stderr, code = invoke(t, "verify", folder)
		if code != exitFindings || !strings.Contains(stdout, test.want) {
			t.Errorf("%s for %s: exit code %d, want %q\n%s%s", test.changed, test.old, code, test.want, stdout, stderr)
		}
	}
}

// TestOtherRules says that nobody can tell, where other rules or facts judged.
func TestOtherRules(t *testing.T) {
	for _, what := range []string{"rules", "facts"} {
		folder := bundled(t)
		forge(t, folder, bundle.RecordFile, `"`+what+`": "`, `"`+what+`": "0`)
		stdout, stderr, code := invoke(t, "verify", folder)
		said := strings.Contains(stderr, "judged by other "+what)
		if code != exitIncomplete || !said || strings.Contains(stdout, "results ") {
			t.Errorf("other %s: exit code %d\n%s%s", what, code, stdout, stderr)
		}
	}
}

// TestSignature holds what a key shows and what it does not.
func TestSignature(t *testing.T) {
	for name, key := range map[string]crypto.Signer{"Ed25519": ed25519Key(), "ECDSA": ecdsaKey()} {
		secret, public := keyFiles(t, key)
		_, other := keyFiles(t, ed25519Key())
		folder := bundled(t, "--sign", secret)
		holds(t, folder, "--key", public)
		holds(t, folder, "--no-signature")
		tests := []struct {
			args []string
			code int
			want string
		}{
			{[]string{"--key", other}, exitFindings, "is signed with the key "},
			{nil, exitUsage, "name the public key with --key"},
			{[]string{"--key", secret}, exitUsage, "it is no public key in PEM"},
			{[]string{"--key", public, "--no-signature"}, exitUsage, "does not go with --key"},
			{[]string{"--key", filepath.Join(folder, "no.pem")}, exitUsage, "read --key"},
		}
		for _, test := range tests {
			stdout, stderr, code := invoke(t, slices.Concat([]string{"verify", folder}, test.args)...)
			if code != test.code || !strings.Contains(stdout+stderr, test.want) {
				t.Errorf("%s %v: exit code %d, want %d, %q\n%s%s", name, test.args, code, test.code, test.want, stdout, stderr)
			}
		}
		stdout, _, code := invoke(t, "verify", bundled(t), "--key", public)
		if code != exitFindings || !strings.Contains(stdout, "it is not signed") {
			t.Errorf("not signed: exit code %d\n%s", code, stdout)
		}
	}
}

// bundled makes a bundle of a small repository.
func bundled(t *testing.T, args ...string) string {
	t.Helper()
	team, folder := t.TempDir(), filepath.Join(t.TempDir(), "evidence")
	rewrite(t, filepath.Join(team, "pinelint.yaml"), []byte("apiVersion: pinelint/v1\n"+
		"organization: {name: acme, plan: enterprise}\n"))
	rewrite(t, filepath.Join(team, "main.tf"), []byte("resource \"pinecone_index\" \"docs\" {\n  name = \"docs\"\n"+
		"  dimension = 1536\n  deletion_protection = \"disabled\"\n}\n"))
	args = slices.Concat([]string{"check", team, "--bundle", folder, "--rule", "indexes/*"}, args)
	if _, stderr, code := invoke(t, args...); code != exitFindings {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	return folder
}

func holds(t *testing.T, folder string, args ...string) {
	t.Helper()
	stdout, stderr, code := invoke(t, slices.Concat([]string{"verify", folder}, args)...)
	if code != exitClean || !strings.Contains(stdout, "results    the same again") {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

func filesOf(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if len(names) < 8 {
		t.Fatalf("the bundle has only %v", names)
	}
	return names
}

// forge changes a text in a file of a bundle, and its sum.
func forge(t *testing.T, folder, name, old, changed string) {
	t.Helper()
	replace := func(name, old, changed string) (before, after []byte) {
		path := filepath.Join(folder, name)
		before, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(before, []byte(old)) {
			t.Fatalf("%s has no %s: %v", name, old, err)
		}
		after = bytes.Replace(before, []byte(old), []byte(changed), 1)
		rewrite(t, path, after)
		return before, after
	}
	before, after := replace(name, old, changed)
	sum := func(data []byte) string {
		digest := sha256.Sum256(data)
		return hex.EncodeToString(digest[:])
	}
	replace(bundle.SumsFile, sum(before), sum(after))
}

func rewrite(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// keypair writes an Ed25519 key and its public half: keypair SECRET PUBLIC.
func keypair(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(writeKey(ed25519Key(), ts.MkAbs(args[0]), ts.MkAbs(args[1])))
}

func ed25519Key() crypto.Signer {
	_, key, _ := ed25519.GenerateKey(rand.Reader)
	return key
}

func ecdsaKey() crypto.Signer {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	return key
}

// keyFiles writes a key and its public half.
func keyFiles(t *testing.T, key crypto.Signer) (secret, public string) {
	t.Helper()
	folder := t.TempDir()
	secret, public = filepath.Join(folder, "team.key"), filepath.Join(folder, "team.pub")
	if err := writeKey(key, secret, public); err != nil {
		t.Fatal(err)
	}
	return secret, public
}

func writeKey(key crypto.Signer, secret, public string) error {
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	shared, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	write := func(path, kind string, der []byte) error {
		return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
	}
	return errors.Join(write(secret, "PRIVATE KEY", private), write(public, "PUBLIC KEY", shared))
}

// TestBundleOfServices holds that what was read of services is judged again alike, and that the
// exit code for what was not read is too.
func TestBundleOfServices(t *testing.T) {
	signedIn(t)
	secret, public := keyFiles(t, ed25519Key())
	for name, w := range map[string]*world{
		"whole":   newWorld(t),
		"refused": newWorld(t).without("GET api.pinecone.io/indexes search", ways()["refused"]),
	} {
		folder := filepath.Join(t.TempDir(), "evidence")
		first := w.run(t, liveArgs("check", "terraform", "--bundle", folder, "--sign", secret)...)
		second := w.run(t, "verify", folder, "--key", public)
		if incomplete := first.code == exitIncomplete; incomplete != (name == "refused") {
			t.Errorf("%s: exit code %d\n%s", name, first.code, first.stderr)
		}
		end := strings.TrimPrefix(last(first.stderr), "pinelint: ")
		if second.code != exitClean || !strings.Contains(second.stdout, "the same end: "+end) {
			t.Errorf("%s: exit code %d, then %d\n%s%s%s", name, first.code, second.code,
				first.stderr, second.stdout, second.stderr)
		}
	}
}

func last(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// TestDocsBundle demands that docs/bundle.md explains every file of a bundle, and every key of
// its record.
func TestDocsBundle(t *testing.T) {
	page, err := os.ReadFile("../../docs/bundle.md")
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := keyFiles(t, ed25519Key())
	folder := bundled(t, "--sign", secret)
	names := filesOf(t, folder)
	var record map[string]any
	data, err := os.ReadFile(filepath.Join(folder, bundle.RecordFile))
	if err != nil || json.Unmarshal(data, &record) != nil {
		t.Fatalf("%s: %v", data, err)
	}
	for key, value := range record {
		names = append(names, key)
		if object, ok := value.(map[string]any); ok {
			names = slices.AppendSeq(names, maps.Keys(object))
		}
	}
	for _, name := range names {
		if !bytes.Contains(page, []byte("`"+name+"`")) {
			t.Errorf("docs/bundle.md does not explain %s", name)
		}
	}
}
