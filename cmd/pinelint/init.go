package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/report"
)

func newInitCommand(on system) *cobra.Command {
	var g gathering
	command := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Write a first pinelint.yaml from what the repository has, and with --live from what runs",
		Long: `Init writes what it found as a manifest, with comments where only a person knows. With --live
that is also what Pinecone and AWS show: the organization and its plan, the projects with
their ids, indexes and keys, and with --discover the roles that trust Pinecone and the
endpoints that lead to it. It writes over no file.

The exit code is 3 where input was broken or a service was not read completely, so that the
manifest may lack something; it is written all the same.`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			g.folder = "."
			if len(args) > 0 {
				g.folder = args[0]
			}
			return g.writeManifest(command.Context(), on)
		},
	}
	flags := command.Flags()
	g.flags(flags)
	g.live.flags(flags)
	g.saying.flags(flags)
	return command
}

func (g *gathering) writeManifest(ctx context.Context, on system) error {
	name := filepath.Join(g.folder, config.FileName)
	if _, err := os.Lstat(name); err == nil {
		return usage("%s is there already", name)
	}
	evidence, err := g.gather(ctx, on)
	if err != nil {
		return err
	}
	defer evidence.repository.close()
	switch err := writeNew(name, config.Template(found(evidence.snapshot))); {
	case errors.Is(err, fs.ErrExist):
		return usage("%s is there already", name)
	case err != nil:
		return errWriting(ctx, name, err)
	}
	fmt.Fprintf(on.stdout, "wrote %s: declare what only you know, then run pinelint check\n", name)
	if above := evidence.repository.manifest; above != "" && g.config == "" {
		fmt.Fprintf(on.stderr, "pinelint: %s counted here until now, and does not any more: "+
			"move into %s what it says of this folder\n",
			report.Printable(evidence.repository.shown(above)), name)
	}
	return evidence.complain(on)
}

// writeNew writes a file that is not there yet, completely or not at all.
func writeNew(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(name)
	}
	return err
}
