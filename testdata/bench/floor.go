//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// floor does the least that any program must do with an input, and nothing with it.
func floor(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "start":
		return nil
	case len(args) == 2 && args[0] == "hcl":
		return parseAll(args[1])
	case len(args) == 2 && args[0] == "json":
		return readTokens(args[1])
	}
	return errors.New("usage: floor start | floor hcl DIR | floor json FILE")
}

func parseAll(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tf") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if _, diagnostics := hclsyntax.ParseConfig(source, path, hcl.InitialPos); diagnostics.HasErrors() {
			return diagnostics
		}
		return nil
	})
}

func readTokens(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder := jsontext.NewDecoder(bufio.NewReaderSize(file, 1<<16))
	for {
		if _, err := decoder.ReadToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
}
