package evaluate

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/pinelint/pinelint/pkg/evaluate/compiled"
	"github.com/pinelint/pinelint/pkg/finding"
)

// program is a compiled set of rules and the data that they read.
type program struct {
	compiler *ast.Compiler
	store    storage.Store
}

// compile makes a program of the modules that some rules need.
func (l *library) compile(rules []finding.Rule, settings map[string]any) (*program, error) {
	compiler := ast.NewCompiler().WithCapabilities(sandbox())
	var facts []string
	var err error
	if l.compiled != "" && len(l.custom) == 0 {
		facts, err = l.read(compiler, rules)
	} else {
		facts, err = l.build(compiler, rules)
	}
	if err != nil {
		return nil, err
	}
	if compiler.Failed() {
		return nil, mistakes(compiler.Errors)
	}
	data := l.data(facts)
	if settings != nil {
		data["settings"] = settings
	}
	return &program{compiler: compiler, store: inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))}, nil
}

// read takes the modules as they were compiled before.
func (l *library) read(compiler *ast.Compiler, rules []finding.Rule) ([]string, error) {
	file, err := compiled.Open(l.compiled)
	if err != nil {
		return nil, err
	}
	folders := map[string]bool{"main": true}
	for _, rule := range rules {
		folders[ruleFolder(rule.ID)] = true
	}
	modules, facts := file.Modules(func(name string) bool { return folders[path.Dir(name)] })
	compiled.Prepare(compiler, modules)
	return facts, nil
}

// build compiles the modules from their source.
func (l *library) build(compiler *ast.Compiler, rules []finding.Rule) ([]string, error) {
	modules, err := l.modules(rules)
	if err != nil {
		return nil, err
	}
	compiler.Compile(modules)
	return topics(modules), nil
}

// Compile makes of policies what [Options.Compiled] takes, and checks them strictly.
func Compile(policies fs.FS) ([]byte, error) {
	l, err := openLibrary(policies, "", nil)
	if err != nil {
		return nil, err
	}
	modules, err := l.modules(l.rules)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(sandbox()).WithStrict(true)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, mistakes(compiler.Errors)
	}
	return compiled.Encode(compiler.Modules)
}

// check compiles everything strictly, so that a mistake in a custom policy is told
// whether or not the snapshot has something for it to judge.
func (l *library) check() error {
	modules, err := l.modules(nil)
	if err != nil {
		return err
	}
	compiler := ast.NewCompiler().WithCapabilities(sandbox()).WithStrict(true)
	if compiler.Compile(modules); compiler.Failed() {
		return mistakes(compiler.Errors)
	}
	return nil
}

// data are the facts of the topics, and what policies ask of the catalogue.
func (l *library) data(topics []string) map[string]any {
	facts := map[string]any{}
	for _, topic := range topics {
		content, ok := l.facts[topic]
		if !ok && l.shipped[topic] != nil {
			ok = jsonv2.Unmarshal(l.shipped[topic], &content) == nil // it was generated, and is valid
		}
		if ok {
			facts[topic] = content
		}
	}
	catalogue := map[string]any{}
	for _, rule := range l.rules {
		if !rule.Deprecated {
			catalogue[rule.ID] = map[string]any{
				"environments": rule.Environments, "severity": rule.Severity.String(),
				"resources": list(rule.Resources), "reads": list(rule.Reads),
			}
		}
	}
	return map[string]any{"facts": facts, "catalogue": catalogue}
}

func list(texts []string) []any {
	all := make([]any, len(texts))
	for i, text := range texts {
		all[i] = text
	}
	return all
}

// topics are the names that follow data.facts in a module, sorted.
func topics(modules map[string]*ast.Module) []string {
	found := map[string]bool{}
	for _, module := range modules {
		ast.WalkRefs(module, func(ref ast.Ref) bool {
			if parts := compiled.Path(ref); len(parts) > 2 && parts[0] == "data" && parts[1] == "facts" {
				found[parts[2]] = true
			}
			return false
		})
	}
	return slices.Sorted(maps.Keys(found))
}

// sandbox is what a policy may use: nothing that reads the network, the process or
// chance, so that a verdict follows from the snapshot, the rules and the time given.
func sandbox() *ast.Capabilities {
	capabilities := *ast.CapabilitiesForThisVersion()
	forbidden := []string{
		"http.send", "net.lookup_ip_addr", "opa.runtime", "rego.parse_module", "trace",
		"rand.intn", "uuid.rfc4122", "providers.aws.sign_req",
	}
	capabilities.Builtins = slices.DeleteFunc(slices.Clone(capabilities.Builtins), func(builtin *ast.Builtin) bool {
		return slices.Contains(forbidden, builtin.Name)
	})
	capabilities.AllowNet = []string{}
	return &capabilities
}
