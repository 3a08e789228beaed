package evaluate

import (
	"io/fs"
	"maps"
	"slices"
	"sync"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/pinelint/pinelint/pkg/finding"
)

// program answers what a set of rules says of a batch.
type program struct {
	// plans are those of the shipped rules; nil with custom ones, which are interpreted.
	plans *plans
	// interpreted is what OPA evaluates. With plans it is made only where they fail.
	interpreted func() (*interpreted, error)
}

// interpreted is a compiled set of rules and the data that they read.
type interpreted struct {
	compiler *ast.Compiler
	store    storage.Store
	// main is prepared when it is first asked.
	main *rego.PreparedEvalQuery
}

// compile makes a program of the modules that some rules need.
func (l *library) compile(rules []finding.Rule, settings map[string]any) (*program, error) {
	p := &program{interpreted: sync.OnceValues(func() (*interpreted, error) { return l.interpret(rules, settings) })}
	var err error
	if l.plans != "" && len(l.custom) == 0 {
		p.plans, err = l.plan(rules, settings)
	} else {
		_, err = p.interpreted()
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// interpret compiles the modules from their source.
func (l *library) interpret(rules []finding.Rule, settings map[string]any) (*interpreted, error) {
	modules, err := l.modules(rules)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(sandbox())
	if compiler.Compile(modules); compiler.Failed() {
		return nil, mistakes(compiler.Errors)
	}
	data := l.data(topics(modules))
	if settings != nil {
		data["settings"] = settings
	}
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))
	return &interpreted{compiler: compiler, store: store}, nil
}

// Modules are those of the shipped rules and of what they import, by their files' names.
func Modules(policies fs.FS) (map[string]*ast.Module, error) {
	l, err := openLibrary(policies, "", nil)
	if err != nil {
		return nil, err
	}
	return l.modules(l.rules)
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
		if content, ok := l.fact(topic); ok {
			facts[topic] = content
		}
	}
	return map[string]any{"facts": facts, "catalogue": l.catalogue()}
}

// fact is what is known of a topic.
func (l *library) fact(topic string) (any, bool) {
	content, ok := l.facts[topic]
	if !ok && l.shipped[topic] != "" {
		ok = jsonv2.Unmarshal([]byte(l.shipped[topic]), &content) == nil // it was generated, and is valid
	}
	return content, ok
}

// catalogue is what policies ask of it.
func (l *library) catalogue() map[string]any {
	catalogue := map[string]any{}
	for _, rule := range l.rules {
		if !rule.Deprecated {
			catalogue[rule.ID] = map[string]any{
				"environments": rule.Environments, "severity": rule.Severity.String(),
				"resources": list(rule.Resources), "reads": list(rule.Reads),
			}
		}
	}
	return catalogue
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
			if parts := pathOf(ref); len(parts) > 2 && parts[0] == "data" && parts[1] == "facts" {
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
