package terraform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
)

// VarFile is a file of variable values that the user names for all root modules.
type VarFile struct {
	Name string
	Data []byte
}

// assignInputs gives the root module's variables their values, in Terraform's order:
// environment, terraform.tfvars, terraform.tfvars.json, *.auto.tfvars and
// *.auto.tfvars.json by name, then the files that the user names. What Terragrunt hands to it
// comes before all of these, see [module.handed]; where that is not known, and of a stack, all
// are unknown.
func (m *module) assignInputs(planned *plan, options *Options) {
	m.root.inputs = map[string]*node{}
	for name := range m.folder.variables {
		if planned.runner != nil {
			why := planned.runsElsewhere(fmt.Sprintf("variable %q", name))
			why.variable = name
			m.root.inputs[name] = unknown(why)
		}
		if value, ok := options.Environ["TF_VAR_"+name]; ok {
			m.root.inputs[name] = m.fromEnviron(name, value)
		}
	}
	values := newModule(m.root, &folder{path: m.folder.path}) // values cannot refer to anything
	files, problems := m.root.loader.read(m.root.path, planned.values)
	for _, found := range problems {
		m.root.problems.add(found)
	}
	for _, file := range files {
		m.assign(values, file)
	}
	if m.root.handed != nil {
		m.handFiles(values)
	}
	for _, file := range options.VarFiles {
		m.assign(values, &source{path: file.Name, data: file.Data})
	}
	if len(options.VarFiles) == 0 {
		m.doubt(planned.loose)
	}
}

// fromEnviron reads a value as Terraform does: as it is where the variable is a string
// or has no type, otherwise as an expression. It has no place in a file.
func (m *module) fromEnviron(name, value string) *node {
	constraint := m.folder.variables[name].body.attribute("type")
	if constraint == nil || isPrimitiveType(constraint.expr) || checkNesting([]byte(value)) != nil {
		return known(cty.StringVal(value))
	}
	parsed, diagnostics := hclsyntax.ParseExpression([]byte(value), "TF_VAR_"+name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return unknown(&gap{reason: fmt.Sprintf("TF_VAR_%s is no expression", name)})
	}
	result, diagnostics := parsed.Value(nil)
	if diagnostics.HasErrors() {
		return unknown(&gap{reason: fmt.Sprintf("TF_VAR_%s is no constant", name)})
	}
	return known(result)
}

func isPrimitiveType(expr hcl.Expression) bool {
	switch hcl.ExprAsKeyword(expr) {
	case "string", "number", "bool", "any":
		return true
	}
	return false
}

func (m *module) assign(values *module, file *source) {
	parsed, problems := parseValues(file)
	for _, found := range problems {
		m.root.problems.add(found)
	}
	for _, item := range parsed.attributes {
		if m.folder.variables[item.name] == nil {
			continue // Terraform warns, since one file may serve several modules
		}
		note := fmt.Sprintf("variable %q in %s", item.name, collect.Quote(path.Base(file.path)))
		m.root.inputs[item.name] = link(values.scope(file).attribute(item), item.at, note)
	}
}

func parseValues(file *source) (body, []problem) {
	if err := checkNesting(file.data); err != nil {
		return body{}, []problem{broken(span{file: file}, "%s %v: it is not read", collect.Quote(file.path), err)}
	}
	parse := hclsyntax.ParseConfig
	if strings.HasSuffix(file.path, ".json") {
		parse = func(data []byte, name string, _ hcl.Pos) (*hcl.File, hcl.Diagnostics) { return parseJSON(name, data) }
	}
	parsed, diagnostics := parse(file.data, file.path, hcl.InitialPos)
	var problems []problem
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == hcl.DiagError {
			problems = append(problems, fromDiagnostic(file, diagnostic))
		}
	}
	if parsed == nil || parsed.Body == nil {
		return body{}, problems
	}
	attributes, _ := parsed.Body.JustAttributes()
	var converted body
	for _, item := range attributes {
		converted.attributes = append(converted.attributes,
			&attribute{name: item.Name, expr: item.Expr, at: file.in(item.Range)})
	}
	slices.SortFunc(converted.attributes, func(a, b *attribute) int { return int(a.at.start - b.at.start) })
	return converted, problems
}

// valueFiles sorts the names of a folder's automatic value files as Terraform loads them.
func valueFiles(names []string) []string {
	var fixed, automatic []string
	for _, fixedName := range []string{"terraform.tfvars", "terraform.tfvars.json"} {
		for _, name := range names {
			if path.Base(name) == fixedName {
				fixed = append(fixed, name)
			}
		}
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			automatic = append(automatic, name)
		}
	}
	slices.Sort(automatic)
	return append(fixed, automatic...)
}
