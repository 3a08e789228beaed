package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// terraform are the options for reading Terraform completely.
func (g *gathering) terraform(on system, repository *repository, types snapshot.Types) (terraform.Options, error) {
	if g.jobs < 1 {
		return terraform.Options{}, usage("--jobs %d: at least one is needed", g.jobs)
	}
	options := terraform.Options{Types: types, Jobs: g.jobs}
	if g.tfVarEnv {
		options.Environ = terraformVariables(on.environ())
	}
	var err error
	options.VarFiles, err = g.readVarFiles(repository)
	return options, err
}

func (g *gathering) readVarFiles(repository *repository) ([]terraform.VarFile, error) {
	var files []terraform.VarFile
	for _, name := range g.varFiles {
		if changed, ok := repository.content[repository.inside(name)]; ok {
			files = append(files, terraform.VarFile{Name: repository.from(name), Data: changed})
			continue
		}
		data, err := os.ReadFile(name)
		if inside := repository.inside(name); repository.then != nil && inside != "" {
			data, err = fs.ReadFile(repository.then, inside)
			if errors.Is(err, fs.ErrNotExist) {
				continue // nobody named it then
			}
		}
		if err != nil {
			return nil, usage("read --var-file: %w", err)
		}
		files = append(files, terraform.VarFile{Name: repository.from(name), Data: data})
	}
	return files, nil
}

// terraformVariables are the values of TF_VAR_… by that name.
func terraformVariables(environ []string) map[string]string {
	values := map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "TF_VAR_") {
			values[name] = value
		}
	}
	return values
}
