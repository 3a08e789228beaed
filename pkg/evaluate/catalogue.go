package evaluate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/finding"
)

// CatalogueFile is the generated list of the shipped rules, in the policies' folder. Its
// one key is "catalogue", so that any OPA that loads the folder finds it as
// data.catalogue.
const CatalogueFile = "catalogue.json"

type catalogue struct {
	Catalogue map[string]finding.Rule `json:"catalogue"`
}

// BuildCatalogue reads the METADATA of all rules below rules/ in a policies folder and
// writes the content of [CatalogueFile].
func BuildCatalogue(policies fs.FS) ([]byte, error) {
	rules := map[string]finding.Rule{}
	err := fs.WalkDir(policies, "rules", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !isModule(name) {
			return err
		}
		module, err := parseModule(Folder{FS: policies}, name, true)
		if err != nil {
			return err
		}
		rule, err := describe(module)
		if err != nil {
			return err
		}
		if folder := path.Dir(name); folder != ruleFolder(rule.ID) {
			return fmt.Errorf("%s: package %s belongs into %s", name, module.Package.Path, ruleFolder(rule.ID))
		}
		rules[rule.ID] = rule
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(catalogue{Catalogue: rules}); err != nil {
		return nil, fmt.Errorf("write the catalogue: %w", err)
	}
	return out.Bytes(), nil
}

func readCatalogue(policies fs.FS) ([]finding.Rule, error) {
	data, err := fs.ReadFile(policies, CatalogueFile)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of rules: %w", err)
	}
	var file catalogue
	if err := jsonv2.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read the catalogue of rules: %w", err)
	}
	rules := make([]finding.Rule, 0, len(file.Catalogue))
	for _, rule := range file.Catalogue {
		rules = append(rules, rule)
	}
	sortRules(rules)
	return rules, nil
}

func sortRules(rules []finding.Rule) {
	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
}

// describe makes a rule of the METADATA on its package and of what the package defines.
// The module must have been parsed with annotations.
func describe(module *ast.Module) (finding.Rule, error) {
	where := module.Package.Location
	id, ok := ruleID(module.Package.Path)
	if !ok {
		return finding.Rule{}, fmt.Errorf("%s: a rule's package is policies.rules.<category>.<name>, not %s",
			where, strings.TrimPrefix(module.Package.Path.String(), "data."))
	}
	annotations := packageAnnotations(module)
	if annotations == nil {
		return finding.Rule{}, fmt.Errorf("%s: rule %s has no METADATA", where, id)
	}
	rule := finding.Rule{
		Title:        strings.TrimSpace(annotations.Title),
		Description:  strings.TrimSpace(annotations.Description),
		Kind:         "reliability",
		Environments: "production",
		Precision:    "high",
	}
	if err := decodeCustom(annotations.Custom, &rule); err != nil {
		return finding.Rule{}, fmt.Errorf("%s: METADATA of rule %s: %w", where, id, err)
	}
	rule.ID = id
	rule.Applies = defines(module, "applies")
	rule.Reads = reads(module, rule)
	if err := validate(rule, module); err != nil {
		return finding.Rule{}, fmt.Errorf("%s: rule %s: %w", where, id, err)
	}
	return rule, nil
}

// decodeCustom reads the custom part of METADATA. A key that pinelint does not know is an
// error, since a misspelt one would be lost otherwise.
func decodeCustom(custom map[string]any, rule *finding.Rule) error {
	for _, derived := range []string{"id", "title", "description", "applies", "custom"} {
		if _, typed := custom[derived]; typed {
			return fmt.Errorf("key %q is derived and cannot be typed", derived)
		}
	}
	data, err := json.Marshal(custom)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	return decoder.Decode(rule)
}

func validate(rule finding.Rule, module *ast.Module) error {
	switch {
	case rule.Title == "":
		return fmt.Errorf("METADATA has no title")
	case rule.Description == "":
		return fmt.Errorf("METADATA has no description")
	case len(rule.Resources) == 0:
		return fmt.Errorf("METADATA names no resources: list the resource types that it judges")
	case !defines(module, "deny"):
		return fmt.Errorf("there is no deny: a rule says `deny contains result.at(resource, pointer, message) if …`")
	case rule.Kind != "security" && rule.Kind != "reliability":
		return fmt.Errorf("kind %q is neither security nor reliability", rule.Kind)
	case rule.Environments != "production" && rule.Environments != "all":
		return fmt.Errorf("environments %q is neither production nor all", rule.Environments)
	}
	for _, question := range rule.Questions {
		if err := question.Check(rule.Resources); err != nil {
			return err
		}
	}
	return nil
}

func packageAnnotations(module *ast.Module) *ast.Annotations {
	for _, annotations := range module.Annotations {
		if annotations.Scope == "package" {
			return annotations
		}
	}
	return nil
}

func defines(module *ast.Module, name string) bool {
	return slices.ContainsFunc(module.Rules, func(rule *ast.Rule) bool {
		head := rule.Head.Ref()
		return len(head) > 0 && head[0].Value.Compare(ast.Var(name)) == 0
	})
}

// ruleID is category/name-with-dashes of a path data.policies.rules.<category>.<name>.
func ruleID(packagePath ast.Ref) (string, bool) {
	parts := pathOf(packagePath)
	if len(parts) != 5 || parts[1] != "policies" || parts[2] != "rules" {
		return "", false
	}
	return parts[3] + "/" + strings.ReplaceAll(parts[4], "_", "-"), true
}

// pathOf is the parts of a reference up to the first that is no name: data, facts, regions.
func pathOf(ref ast.Ref) []string {
	var path []string
	for i, part := range ref {
		switch value := part.Value.(type) {
		case ast.Var:
			if i > 0 {
				return path
			}
			path = append(path, string(value))
		case ast.String:
			path = append(path, string(value))
		default:
			return path
		}
	}
	return path
}

// ruleFolder is where the rule with an id stands.
func ruleFolder(id string) string { return "rules/" + strings.ReplaceAll(id, "-", "_") }
