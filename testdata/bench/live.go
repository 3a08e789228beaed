//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The budgets of reading and judging all of it.
const (
	maxLive      = 3 * time.Minute
	maxLiveBytes = 500 << 20
)

// measureLive runs check --live against a service in a process of its own, and prints how long
// it took, its memory, and what it asked.
func (b *bench) measureLive(out io.Writer) error {
	server := exec.Command(b.self, "serve")
	server.Stderr = os.Stderr
	printed, err := server.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start the service: %w", err)
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("start the service: %w", err)
	}
	defer func() {
		_ = server.Process.Kill()
		_ = server.Wait() // it was killed
	}()
	line, err := bufio.NewReader(printed).ReadString('\n')
	if err != nil {
		return fmt.Errorf("start the service: %w", err)
	}
	at := strings.TrimSpace(line)
	repository, environment, err := b.liveRepository(at)
	if err != nil {
		return err
	}
	command := command{
		b.pinelint, "check", repository, "--live", "--pinecone-keys", filepath.Join(repository, "keys.yaml"),
		"--format", "json", "--output", b.path("live.json"),
	}
	start := time.Now()
	used, err := command.runIn(environment)
	if err != nil {
		return err
	}
	took := time.Since(start)
	asked, err := countsOf(at)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d projects, %d indexes, %d API keys, %d roles and %d KMS keys, %s for each answer:\n",
		liveProjects, liveProjects*liveIndexes, liveProjects*liveKeys, liveRoles, liveRoles, latency)
	fmt.Fprintf(out, "%.0f s of %.0f, %s s of CPU, %s MB of %s, %d requests, %d refused, %d made twice\n",
		took.Seconds(), maxLive.Seconds(), fmt.Sprintf("%.1f", used.cpu.Seconds()), megabytes(used.memory), megabytes(maxLiveBytes),
		asked.Requests, asked.Refused, len(asked.Twice))
	for _, call := range asked.Twice {
		fmt.Fprintln(out, "made twice:", call)
	}
	if err := b.readWhole(); err != nil {
		return err
	}
	if took > maxLive || used.memory > maxLiveBytes || len(asked.Twice) > 0 {
		return errOver
	}
	return nil
}

// liveRepository has a manifest with all projects, and the environment to read them in.
func (b *bench) liveRepository(at string) (folder string, environment []string, err error) {
	environment = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + b.path("empty"), "AWS_ENDPOINT_URL=" + at, "AWS_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=not-a-secret", "AWS_EC2_METADATA_DISABLED=true",
		"PINECONE_CONTROLLER_HOST=" + at, "PINECONE_OAUTH_HOST=" + at,
		"PINECONE_CLIENT_ID=client", "PINECONE_CLIENT_SECRET=secret-of-the-client",
	}
	var manifest, keys strings.Builder
	manifest.WriteString("apiVersion: pinelint/v1\norganization: {name: acme, plan: enterprise, pinecone_aws_account: \"123456789012\"}\nprojects:\n")
	for i := range liveProjects {
		fmt.Fprintf(&manifest, "  - name: p%d\n    id: p%d\n    environment: production\n    cmek:\n      required: true\n      keys:\n", i, i)
		for n := i * liveRoles / liveProjects; n < (i+1)*liveRoles/liveProjects; n++ {
			fmt.Fprintf(&manifest, "        - {name: k%012d, role: \"arn:aws:iam::111122223333:role/pinecone-%012d\", "+
				"key: \"arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-%012d\"}\n", n, n, n)
		}
		fmt.Fprintf(&keys, "p%d: KEY_OF_%d\n", i, i)
		environment = append(environment, fmt.Sprintf("KEY_OF_%d=key-of-p%d", i, i))
	}
	folder = b.path("live")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", nil, fmt.Errorf("make the repository: %w", err)
	}
	return folder, environment, errors.Join(
		os.WriteFile(filepath.Join(folder, "pinelint.yaml"), []byte(manifest.String()), 0o600),
		os.WriteFile(filepath.Join(folder, "keys.yaml"), []byte(keys.String()), 0o600),
	)
}

func countsOf(at string) (counts, error) {
	var read counts
	response, err := http.Get(at + "/counts")
	if err != nil {
		return read, fmt.Errorf("ask what was asked: %w", err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&read); err != nil {
		return read, fmt.Errorf("ask what was asked: %w", err)
	}
	return read, nil
}

// readWhole demands that everything was read and judged.
func (b *bench) readWhole() error {
	data, err := os.ReadFile(b.path("live.json"))
	if err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	var results struct {
		Sources []struct {
			ID, Status string
			Counts     map[string]int
		}
	}
	if err := json.Unmarshal(data, &results); err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	read := map[string]int{}
	for _, source := range results.Sources {
		if source.Status != "complete" {
			return fmt.Errorf("%s is %s", source.ID, source.Status)
		}
		if !strings.HasPrefix(source.ID, "manifest ") {
			for kind, count := range source.Counts {
				read[kind] += count
			}
		}
	}
	for kind, want := range map[string]int{
		"pinecone_project": liveProjects, "pinecone_index": liveProjects * liveIndexes, "pinecone_api_key": liveProjects * liveKeys,
		"aws_iam_role": liveRoles, "aws_kms_key": liveRoles,
	} {
		if read[kind] != want {
			return fmt.Errorf("%d of %s were read, and there are %d", read[kind], kind, want)
		}
	}
	return nil
}
