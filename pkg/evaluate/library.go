package evaluate

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/finding"
)

// library finds modules and facts by the references that are made to them.
type library struct {
	policies fs.FS
	// plans are those of policies as package queryplan keeps them, or empty.
	plans string
	rules []finding.Rule
	// custom are the modules of all custom policies, by a name that is unique.
	custom map[string]*ast.Module
	// shipped are the facts by topic, not decoded yet; those in facts, of custom policies,
	// take their place.
	shipped map[string]string
	facts   map[string]any
}

func openLibrary(policies fs.FS, compiled string, custom []Folder) (*library, error) {
	l := &library{policies: policies, custom: map[string]*ast.Module{}, facts: map[string]any{}}
	open := l.openSource
	if compiled != "" {
		open = func() error { return l.openCompiled(compiled) }
	}
	if err := open(); err != nil {
		return nil, err
	}
	var problems []error
	for i, folder := range custom {
		problems = append(problems, l.add(fmt.Sprintf("policy %d", i+1), folder))
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	if len(l.custom) > 0 {
		if err := l.check(); err != nil {
			return nil, err
		}
	}
	sortRules(l.rules)
	return l, nil
}

// openSource reads the shipped rules and facts where they were not compiled.
func (l *library) openSource() (err error) {
	if l.rules, err = readCatalogue(l.policies); err != nil {
		return err
	}
	l.shipped, err = FactsByTopic(l.policies)
	return err
}

// add reads one folder of custom policies: rules, libraries and facts.
func (l *library) add(prefix string, folder Folder) error {
	var problems []error
	err := fs.WalkDir(folder.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return nil
		case isModule(name):
			problems = append(problems, l.addModule(prefix, folder, name))
		case path.Base(path.Dir(name)) == "facts" && isYAML(name):
			problems = append(problems, addFacts(folder, name, l.facts))
		}
		return nil
	})
	if err == nil && len(problems) == 0 { // it may be another folder than was meant
		return fmt.Errorf("%s has neither rules nor facts", folder.Name)
	}
	return errors.Join(append(problems, err)...)
}

func (l *library) addModule(prefix string, folder Folder, name string) error {
	module, err := parseModule(folder, name, true)
	if err != nil {
		return err
	}
	l.custom[prefix+"/"+name] = module
	parts := pathOf(module.Package.Path)
	if len(parts) > 2 && parts[1] == "policies" && parts[2] == "lib" {
		return nil
	}
	rule, err := describe(module)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(l.rules, func(other finding.Rule) bool { return other.ID == rule.ID }) {
		return fmt.Errorf("%s: there is a rule %s already: rename this one", module.Package.Location, rule.ID)
	}
	rule.Custom = true
	l.rules = append(l.rules, rule)
	return nil
}

// modules are those of the chosen rules, of main, and of all that they import.
func (l *library) modules(rules []finding.Rule) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	maps.Copy(modules, l.custom)
	pending := []string{"main"}
	for _, rule := range rules {
		if !rule.Custom {
			pending = append(pending, ruleFolder(rule.ID))
		}
	}
	for _, module := range l.custom {
		pending = append(pending, imports(module)...)
	}
	loaded := map[string]bool{}
	for len(pending) > 0 {
		folder := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if loaded[folder] {
			continue
		}
		loaded[folder] = true
		needed, err := l.load(folder, modules)
		if err != nil {
			return nil, err
		}
		pending = append(pending, needed...)
	}
	return modules, nil
}

// load parses the modules of one folder and returns the folders that they import.
func (l *library) load(folder string, modules map[string]*ast.Module) ([]string, error) {
	entries, err := fs.ReadDir(l.policies, folder)
	if errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(folder, "lib/") {
		return nil, nil // a library of a custom policy
	}
	if err != nil {
		return nil, fmt.Errorf("read policies: %w", err)
	}
	var needed []string
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		if !isModule(name) {
			continue
		}
		module, err := parseModule(Folder{FS: l.policies}, name, false)
		if err != nil {
			return nil, err
		}
		modules[name] = module
		needed = append(needed, imports(module)...)
	}
	return needed, nil
}

// imports are the library folders that a module imports.
func imports(module *ast.Module) []string {
	var folders []string
	for _, imported := range module.Imports {
		ref, ok := imported.Path.Value.(ast.Ref)
		if !ok {
			continue
		}
		if parts := pathOf(ref); len(parts) >= 4 && parts[1] == "policies" && parts[2] == "lib" {
			folders = append(folders, "lib/"+parts[3])
		}
	}
	return folders
}

func isModule(name string) bool {
	return strings.HasSuffix(name, ".rego") && !strings.HasSuffix(name, "_test.rego")
}

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

func parseModule(folder Folder, name string, annotations bool) (*ast.Module, error) {
	called := folder.path(name)
	source, err := fs.ReadFile(folder.FS, name)
	if err != nil {
		return nil, fmt.Errorf("read policy %s: %w", called, err)
	}
	module, err := ast.ParseModuleWithOpts(called, string(source), ast.ParserOptions{ProcessAnnotation: annotations})
	if err != nil {
		return nil, mistakes(err)
	}
	if module == nil {
		return nil, fmt.Errorf("read policy %s: it is empty", called)
	}
	return module, nil
}
