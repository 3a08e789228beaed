package terraform

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// lockFile is where terraform init writes which version of each provider it chose.
const lockFile = ".terraform.lock.hcl"

// required writes the providers that a required_providers block names: where each comes
// from, and which versions will do.
func (em *emitter) required(b *block, providers map[string]any) {
	for _, item := range b.body.attributes {
		if wanted := requirement(item); len(wanted) > 0 {
			providers[item.name] = wanted
			at := snapshot.Position{Location: *item.at.location()}
			em.observation.Locations.Set(snapshot.Child("/required_providers", item.name), at)
		}
	}
}

// requiredBelow adds the constraints of the modules that are called, where the root module leaves
// the version open: Terraform chooses one that all modules allow.
func (em *emitter) requiredBelow(m *module, providers map[string]any) {
	seen := map[*folder]bool{m.folder: true}
	m.eachCalled(seen, func(called *folder) {
		for _, settings := range called.settings {
			for _, b := range settings.body.blocks {
				if b.kind == "required_providers" {
					em.requiredOpen(b, providers)
				}
			}
		}
	})
}

// eachCalled visits the folders of the modules that are called, at any depth, each once.
func (m *module) eachCalled(seen map[*folder]bool, visit func(*folder)) {
	for instance := range m.entered() {
		if below := instance.module; below != nil && !seen[below.folder] {
			seen[below.folder] = true
			visit(below.folder)
			below.eachCalled(seen, visit)
		}
	}
}

func (em *emitter) requiredOpen(b *block, providers map[string]any) {
	for _, item := range b.body.attributes {
		wanted := requirement(item)
		source, _ := wanted["source"].(string)
		name := namedProvider(providers, item.name, source)
		known, _ := providers[name].(map[string]any)
		other := source != "" && known["source"] != nil && known["source"] != source
		if other || wanted["version"] == nil || known["version"] != nil {
			continue
		}
		if source == "" && known["source"] != nil {
			wanted["source"] = known["source"]
		}
		providers[name] = wanted
		at := snapshot.Position{Location: *item.at.location()}
		em.observation.Locations.Set(snapshot.Child("/required_providers", name), at)
	}
}

// namedProvider is what the root module calls a provider of a source: a module may have
// another name for it.
func namedProvider(providers map[string]any, name, source string) string {
	for _, known := range slices.Sorted(maps.Keys(providers)) {
		if one, _ := providers[known].(map[string]any); source != "" && one["source"] == source {
			return known
		}
	}
	return name
}

// requirement reads an object with source and version, or the string that older
// configuration has, which is a version.
func requirement(item *attribute) map[string]any {
	wanted := map[string]any{}
	pairs, diagnostics := hcl.ExprMap(item.expr)
	if diagnostics.HasErrors() {
		if version := literalString(item.expr); version != "" {
			wanted["version"] = version
		}
		return wanted
	}
	for _, pair := range pairs {
		name := hcl.ExprAsKeyword(pair.Key)
		if name == "" {
			name = literalString(pair.Key)
		}
		if value := literalString(pair.Value); value != "" && (name == "source" || name == "version") {
			wanted[name] = value
		}
	}
	return wanted
}

// locked writes the versions of the lock file that stands beside a root module, if one does.
func (e *evaluated) locked(em *emitter) {
	name := path.Join(e.planned.path, lockFile)
	if !e.listed(name) {
		name = path.Join(e.path, lockFile) // of the module that a unit of Terragrunt's runs
	}
	if !e.listed(name) {
		return
	}
	versions := map[string]any{}
	blocks, damaged := e.lockBlocks(name)
	for _, b := range blocks {
		item := b.body.attribute("version")
		if b.kind != "provider" || item == nil {
			continue
		}
		if version := literalString(item.expr); version != "" {
			versions[b.label(0)] = version
			at := snapshot.Position{Location: *item.at.location()}
			em.observation.Locations.Set(snapshot.Child("/locked_providers", b.label(0)), at)
		}
	}
	em.observation.Values["locked_providers"] = versions
	if damaged.known() {
		why := &gap{reason: "the lock file could not be read", at: damaged, hidden: true}
		em.unknown("/locked_providers", why, cty.NilVal)
	}
}

func (e *evaluated) listed(name string) bool {
	_, found := slices.BinarySearchFunc(e.loader.tree.Files, name, func(file collect.File, name string) int {
		return strings.Compare(file.Path, name)
	})
	return found
}

// lockBlocks are the blocks of a lock file, with the place of its first mistake.
func (e *evaluated) lockBlocks(name string) (blocks []*block, damaged span) {
	file := &source{path: name}
	data, err := e.loader.tree.Read(name)
	if err == nil {
		file.data = trimMark(data)
		err = checkNesting(file.data)
	}
	if err != nil {
		e.problems.add(broken(span{file: file}, "%s %v", collect.Quote(name), err))
		return nil, span{file: file}
	}
	parsed, diagnostics := parse(file)
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == hcl.DiagError {
			fault := fromDiagnostic(file, diagnostic)
			e.problems.add(fault)
			return parsed.blocks, fault.at
		}
	}
	return parsed.blocks, span{}
}
