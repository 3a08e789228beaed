package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterruptedWriting ends where a run is interrupted, and leaves the file as it was.
func TestInterruptedWriting(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "snapshot.json")
	if err := os.WriteFile(name, []byte("older"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	wrote := 0
	err := writeTo(ctx, system{}, name, func(w io.Writer) error {
		for ; wrote < 1000; wrote++ {
			if _, err := io.WriteString(w, "{"); err != nil {
				return err
			}
			if wrote == 10 {
				interrupt()
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || exitCode(err) != exitInterrupt || wrote > 20 {
		t.Errorf("after %d writes: %v", wrote, err)
	}
	left, err := os.ReadDir(folder)
	if data, _ := os.ReadFile(name); err != nil || len(left) != 1 || string(data) != "older" {
		t.Errorf("%v, %v: %s", left, err, data)
	}
}

// full is a disk without room.
const full = "/dev/full"

// TestFullDisk says in one sentence that there is no room, and ends as for any file that
// cannot be written.
func TestFullDisk(t *testing.T) {
	repository := t.TempDir()
	if err := os.WriteFile(filepath.Join(repository, "main.tf"), []byte("resource \"pinecone_index\" \"a\" {\n  name = \"a\"\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(full); err != nil {
		t.Fatalf("this test needs %s", full)
	}
	for _, args := range [][]string{
		{"check", repository, "-o", full},
		{"check", repository, "-o", os.DevNull, "--report", "json=" + full},
		{"check", repository, "-o", os.DevNull, "--report", "sarif=" + full},
		{"collect", repository, "-o", full},
	} {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), args, system{
			stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, now: time.Now,
			getenv: func(string) string { return "" }, environ: func() []string { return nil },
		})
		last := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		if code != exitUsage || last[len(last)-1] != "pinelint: write /dev/full: no space left on device" {
			t.Errorf("%q ends in %d: %q", args, code, stderr.String())
		}
	}
	disk, err := os.OpenFile(full, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	for _, args := range [][]string{{"check", repository}, {"collect", repository}} {
		var stderr bytes.Buffer
		code := run(t.Context(), args, system{
			stdin: strings.NewReader(""), stdout: disk, stderr: &stderr, now: time.Now,
			getenv: func(string) string { return "" }, environ: func() []string { return nil },
		})
		if want := "pinelint: write to standard output: no space left on device\n"; code != exitUsage || !strings.HasSuffix(stderr.String(), want) {
			t.Errorf("%q ends in %d: %q", args, code, stderr.String())
		}
	}
}
