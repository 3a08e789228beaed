package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func newInitCommand(on system) *cobra.Command {
	var g gathering
	command := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Write a first pinelint.yaml from what the repository has",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			g.folder = "."
			if len(args) > 0 {
				g.folder = args[0]
			}
			name := filepath.Join(g.folder, config.FileName)
			if _, err := os.Lstat(name); err == nil {
				return usage("%s is there already", name)
			}
			evidence, err := g.gather(command.Context(), on)
			if err != nil {
				return err
			}
			defer evidence.repository.close()
			text, err := config.Template(found(evidence.snapshot))
			if err != nil {
				return &exitError{code: exitInternal, err: err}
			}
			file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if errors.Is(err, fs.ErrExist) {
				return usage("%s is there already", name)
			}
			if err != nil {
				return usage("write %s: %w", name, err)
			}
			defer file.Close()
			if _, err := file.Write(text); err != nil {
				return usage("write %s: %w", name, err)
			}
			fmt.Fprintf(on.stdout, "wrote %s: declare what only you know, then run pinelint check\n", name)
			return nil
		},
	}
	g.flags(command.Flags())
	return command
}

// found is what a snapshot has that a first manifest declares.
func found(seen *snapshot.Snapshot) config.Found {
	var out config.Found
	text := func(resource *snapshot.Resource, key string) string {
		value, _ := resource.Values[key].(string)
		return value
	}
	for _, project := range seen.Resources["pinecone_project"] {
		out.Projects = append(out.Projects, text(project, "name"))
	}
	for _, index := range seen.Resources["pinecone_index"] {
		if name := text(index, "name"); name != "" {
			out.Indexes = append(out.Indexes, config.FoundIndex{
				Name: name, Cloud: text(index, "cloud"), Region: text(index, "region"),
			})
		}
	}
	out.Roles = declaredAs(seen.Resources["aws_iam_role"], "cmek")
	out.Keys = declaredAs(seen.Resources["aws_kms_key"], "cmek")
	out.Endpoints = declaredAs(seen.Resources["aws_vpc_endpoint"], "private_endpoint")
	return out
}

// declaredAs are the Terraform addresses of the resources that serve a purpose.
func declaredAs(resources []*snapshot.Resource, purpose string) []string {
	var addresses []string
	for _, resource := range resources {
		if !slices.Contains(resource.Purposes, purpose) {
			continue
		}
		for _, observation := range resource.Observations {
			if strings.HasPrefix(observation.Source, "terraform ") {
				addresses = append(addresses, "terraform:"+observation.Address)
				break
			}
		}
	}
	return addresses
}
