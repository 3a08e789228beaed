package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/collect"
)

// folder is the configuration in one folder, parsed. It does not change after load, and
// all module calls that lead to it share it.
type folder struct {
	path  string
	files int
	// resources has managed resources and data sources; byAddress finds them by
	// "type.name" and "data.type.name".
	resources []*block
	byAddress map[string]*block
	calls     []*block
	variables map[string]*block
	outputs   []*block
	locals    map[string]*attribute
	providers []*block
	settings  []*block // terraform blocks
	moves     []*move
	movedFrom map[string]*move
	movedTo   map[string]*move
	problems  []problem
}

// load parses the files, the primary ones before the overrides, each group sorted.
func load(path string, files []*source) *folder {
	loaded := &folder{
		path:      path,
		byAddress: map[string]*block{},
		variables: map[string]*block{},
		locals:    map[string]*attribute{},
		movedFrom: map[string]*move{},
		movedTo:   map[string]*move{},
	}
	for _, override := range []bool{false, true} {
		for _, file := range files {
			if isOverride(file.path) == override {
				loaded.files++
				loaded.read(file, override)
			}
		}
	}
	return loaded
}

func (f *folder) read(file *source, override bool) {
	if err := checkNesting(file.data); err != nil {
		f.problems = append(f.problems, broken(span{file: file},
			"%s %v: it is not read", collect.Quote(file.path), err))
		return
	}
	parsed, diagnostics := parse(file)
	damaged := false
	told := -9 // before any line, and before none
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == hcl.DiagError {
			damaged = true
			if line := lineOf(diagnostic); line < told || line > told+1 {
				f.problems = append(f.problems, fromDiagnostic(file, diagnostic))
				told = line
			}
		}
	}
	for _, block := range parsed.blocks {
		block.damaged = damaged
		f.add(block, override)
	}
}

func parse(file *source) (body, hcl.Diagnostics) {
	if strings.HasSuffix(file.path, ".json") {
		parsed, diagnostics := parseJSON(file.path, file.data)
		if parsed == nil || parsed.Body == nil {
			return body{}, diagnostics
		}
		converted, more := jsonFile(file, parsed)
		if diagnostics.HasErrors() {
			return converted, diagnostics
		}
		return converted, more
	}
	parsed, diagnostics := hclsyntax.ParseConfig(file.data, file.path, hcl.InitialPos)
	if parsed == nil {
		return body{}, diagnostics
	}
	syntax, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return body{}, diagnostics
	}
	return nativeBody(file, syntax), diagnostics
}

// add files a block under what it declares. A second declaration of the same thing
// counts as Terraform counts it: an error, unless it stands in an override file.
func (f *folder) add(b *block, override bool) {
	switch b.kind {
	case "resource":
		f.resources = f.declare(f.resources, b, b.label(0)+"."+b.label(1), 2, override)
	case "data":
		f.resources = f.declare(f.resources, b, "data."+b.label(0)+"."+b.label(1), 2, override)
	case "module":
		f.calls = f.declare(f.calls, b, "module."+b.label(0), 1, override)
	case "output":
		f.outputs = f.declare(f.outputs, b, "output."+b.label(0), 1, override)
	case "variable":
		variables := f.declare(nil, b, "var."+b.label(0), 1, override)
		if len(variables) > 0 {
			f.variables[b.label(0)] = variables[0]
		}
	case "locals":
		for _, attribute := range b.body.attributes {
			f.addLocal(attribute, override)
		}
	case "provider":
		f.providers = append(f.providers, b)
	case "terraform":
		f.settings = append(f.settings, b)
	case "moved":
		f.addMove(b)
	}
}

func (f *folder) declare(list []*block, b *block, address string, labels int, override bool) []*block {
	if len(b.labels) != labels {
		f.problems = append(f.problems, broken(b.header,
			"a %s block needs %d labels and has %d", b.kind, labels, len(b.labels)))
		return list
	}
	earlier := f.byAddress[address]
	if earlier != nil && !override {
		f.problems = append(f.problems, broken(b.header, "%s is declared twice", collect.Quote(address)))
		return list
	}
	if earlier == nil {
		f.byAddress[address] = b
		return append(list, b)
	}
	merged := earlier.override(b)
	f.byAddress[address] = merged
	if at := slices.Index(list, earlier); at >= 0 {
		list[at] = merged
		return list
	}
	return append(list, merged)
}

func (f *folder) addLocal(local *attribute, override bool) {
	if _, ok := f.locals[local.name]; ok && !override {
		f.problems = append(f.problems, broken(local.at, "local %q is declared twice", local.name))
		return
	}
	f.locals[local.name] = local
}

func sortBlocks(blocks []*block) {
	slices.SortStableFunc(blocks, func(a, b *block) int { return int(a.header.start - b.header.start) })
}
