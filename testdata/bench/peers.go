//go:build unix

package main

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const conftest = "github.com/open-policy-agent/conftest@v0.71.1"

//go:embed policy
var policies embed.FS

// peers measures pinelint with all its rules against conftest with one that only compares
// a string, on the same inputs.
func (b *bench) peers() ([]row, error) {
	peer, err := b.installConftest()
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(b.folder, policies); err != nil && !os.IsExist(err) {
		return nil, fmt.Errorf("write conftest's policies: %w", err)
	}
	var rows []row
	for _, input := range []struct {
		kind, title string
		count       int
	}{
		{"small", "file", 1}, {"tf", "files", 1_000}, {"tf", "files", 10_000},
		{"mixed-tf", "files, one root module in ten Pinecone's", 1_000},
		{"mixed-tf", "files, one root module in ten Pinecone's", 10_000},
		{"plan", "resources in a plan", 1_000}, {"plan", "resources in a plan", 100_000},
	} {
		path, err := b.input(input.kind, input.count)
		if err != nil {
			return nil, err
		}
		check, shape := b.checkFolder(path), "tf"
		switch input.kind {
		case "plan":
			check, shape = b.checkPlan(path), "plan"
		case "small":
			check = b.checkText(path)
		}
		judge := command{peer, "test", path, "--policy", b.path("policy/" + shape), "--output", "json"}
		samples, err := inTurns(b.rounds(input.count), check, judge)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{
			name: fmt.Sprintf("%d %s", input.count, input.title), measured: samples[0], against: samples[1],
			ratio: ratio(samples[0], samples[1]), maxRatio: 0.6,
		})
	}
	return rows, nil
}

// installConftest builds conftest once, into the user's cache.
func (b *bench) installConftest() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache: %w", err)
	}
	folder := filepath.Join(cache, "pinelint", filepath.Base(conftest))
	binary := filepath.Join(folder, "conftest")
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	}
	install := exec.Command("go", "install", conftest)
	install.Env = append(os.Environ(), "GOBIN="+folder)
	if out, err := install.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install %s: %w\n%s", conftest, err, out)
	}
	return binary, nil
}
