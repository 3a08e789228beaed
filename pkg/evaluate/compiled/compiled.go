// Package compiled keeps Rego modules in the form that OPA's compiler left them in, so
// that a run reads the rules that it needs and compiles nothing: parsing and rewriting
// them is most of what a small run would do otherwise.
//
// The form is a file of its own, generated from the Rego and embedded beside it. It holds
// a table of strings and, for each rule, its syntax tree and what it uses: rules of
// libraries, and facts.
//
//	magic  strings: count, end of each (uint32), bytes  modules: count, size and content of each
//	module: name, package, rules: count, name, uses, facts, size and content of each
//	term:   kind, content
//
// Numbers are unsigned varints unless said otherwise; a string is its number in the table.
package compiled

import "github.com/open-policy-agent/opa/v1/ast"

// magic changes with the form.
const magic = "pinelint rules 1\n"

// The kinds of term.
const (
	null = iota
	boolTrue
	boolFalse
	number
	text
	variable
	reference
	array
	object
	set
	call
	arrayComprehension
	setComprehension
	objectComprehension
)

// The kinds of what an expression holds.
const (
	single = iota
	several
	every
)

// The flags of an expression.
const (
	negated = 1 << iota
	generated
)

// The flags of a rule, and what it has.
const (
	isDefault = 1 << iota
	assigns
	hasKey
	hasValue
	hasElse
)

// Use is a rule of a library, by the library's noun and its own name.
type Use struct{ Noun, Name string }

// Prepare does what is left to do with modules that were read from a [File]: the trees
// and the indexes that evaluation looks rules up in. Errors are the compiler's.
func Prepare(compiler *ast.Compiler, modules map[string]*ast.Module) {
	var behind []ast.StageID
	for _, stage := range ast.AllStages() {
		switch stage {
		case ast.StageInitLocalVarGen, ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices:
		default:
			behind = append(behind, stage)
		}
	}
	// The compiler would copy modules that it is given at the start.
	place := ast.CompilerStageDefinition{Name: "PlaceModules", Stage: func(c *ast.Compiler) *ast.Error {
		c.Modules = modules
		return nil
	}}
	compiler.WithSkipStages(behind...).WithStageAfterID(ast.StageInitLocalVarGen, place).Compile(nil)
}
