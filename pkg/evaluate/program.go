package evaluate

import (
	"fmt"
	"maps"
	"slices"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/pinelint/pinelint/pkg/finding"
)

// program is a compiled set of rules and the data that they read.
type program struct {
	compiler *ast.Compiler
	store    storage.Store
}

// compile makes a program of the modules that some rules need.
func (l *library) compile(rules []finding.Rule, settings map[string]any) (*program, error) {
	modules, err := l.modules(rules)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(sandbox())
	if len(l.custom) == 0 {
		shake(modules)
		// Besides the checks, an optimization is left out that costs more than it gives.
		compiler = compiler.WithSkipStages(append(checkedBefore(), ast.StageBuildComprehensionIndices)...)
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, fmt.Errorf("compile policies: %w", compiler.Errors)
	}
	data := l.data(modules, rules)
	if settings != nil {
		data["settings"] = settings
	}
	return &program{compiler: compiler, store: inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))}, nil
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
		return fmt.Errorf("compile policies: %w", compiler.Errors)
	}
	return nil
}

// data are the facts that the modules mention, and what main asks of the catalogue.
func (l *library) data(modules map[string]*ast.Module, rules []finding.Rule) map[string]any {
	facts := map[string]any{}
	for _, topic := range topics(modules) {
		content, ok := l.facts[topic]
		if !ok && l.shipped[topic] != nil {
			ok = jsonv2.Unmarshal(l.shipped[topic], &content) == nil // it was generated, and is valid
		}
		if ok {
			facts[topic] = content
		}
	}
	catalogue := map[string]any{}
	for _, rule := range rules {
		catalogue[rule.ID] = map[string]any{"environments": rule.Environments}
	}
	return map[string]any{"facts": facts, "catalogue": catalogue}
}

// topics are the names that follow data.facts in a module, sorted.
func topics(modules map[string]*ast.Module) []string {
	found := map[string]bool{}
	for _, module := range modules {
		ast.WalkRefs(module, func(ref ast.Ref) bool {
			if parts := pathStrings(ref); len(parts) > 2 && parts[0] == "data" && parts[1] == "facts" {
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

// checkedBefore are the compiler's checks that `make check` ran on the shipped policies.
// They find mistakes, and a test shows that they change nothing.
func checkedBefore() []ast.StageID {
	return []ast.StageID{
		ast.StageCheckSafetyRuleHeads, ast.StageCheckSafetyRuleBodies,
		ast.StageCheckUnusedImports, ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports,
		ast.StageCheckVoidCalls, ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs,
		ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins,
		ast.StageCheckDeprecatedBuiltins, ast.StageBuildRequiredCapabilities,
		ast.StageParseMetadataBlocks, ast.StageSetAnnotationSet, ast.StageRewriteRegoMetadataCalls,
	}
}
