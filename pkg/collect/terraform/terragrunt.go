package terraform

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unit is the file that makes a folder one of Terragrunt's.
const unit = "terragrunt.hcl"

// terragrunt finds the modules that Terragrunt runs: those beside a file of its, and those
// that a text in one names, as `source` does. It sets their variables, and writes their
// backend, which is not read.
func terragrunt(tree *collect.Tree, plans map[string]*plan) {
	files := tree.Glob(".hcl")
	if !slices.ContainsFunc(files, func(file collect.File) bool { return path.Base(file.Path) == unit }) {
		return
	}
	quoted := regexp.MustCompile(`"([^"\n]+)"`) // here, as most runs meet no Terragrunt
	for _, file := range files {
		dir, base := path.Split(file.Path)
		if strings.Count(base, ".") > 1 {
			continue // Terraform's lock and tests, Packer's and Nomad's files
		}
		run := func(found *plan) {
			if found != nil && found.terragrunt == "" {
				found.terragrunt = file.Path
			}
		}
		if base == unit {
			run(plans[path.Clean(dir)])
		}
		data, _ := tree.Read(file.Path) // what cannot be read, the tree tells
		for _, match := range quoted.FindAllSubmatch(data, -1) {
			for _, named := range namedModules(plans, path.Clean(dir), string(match[1])) {
				run(named)
			}
		}
	}
}

// namedModules are the modules that a source may mean. Of one with an interpolation, or of
// another repository that may be this one, only the end is known.
func namedModules(plans map[string]*plan, dir, source string) []*plan {
	source, _, _ = strings.Cut(source, "?")
	if strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") {
		at, inside := inScan(dir, source)
		if found := plans[at]; inside && found != nil {
			return []*plan{found}
		}
		return nil
	}
	end := max(strings.LastIndex(source, "}")+1, strings.LastIndex(source, "//"))
	if end <= 0 {
		return nil
	}
	tail := strings.TrimPrefix(path.Clean("/"+source[end:]), "/")
	var found []*plan
	for at, candidate := range plans {
		if tail != "" && (at == tail || strings.HasSuffix(at, "/"+tail)) {
			found = append(found, candidate)
		}
	}
	return found
}

// grunted is why a variable, or the backend, of a module that Terragrunt runs is unknown.
func (p *plan) grunted(what string) *gap {
	return &gap{reason: fmt.Sprintf("%s may set %s: judge a plan with --plan", collect.Quote(p.terragrunt), what)}
}

func (p *plan) notice() []snapshot.Problem {
	if p.terragrunt == "" {
		return nil
	}
	return []snapshot.Problem{{
		Kind:     snapshot.Notice,
		Message:  collect.Quote(p.terragrunt) + " has Terragrunt run this module: what it sets is not read",
		Location: &snapshot.Location{File: p.terragrunt},
	}}
}
