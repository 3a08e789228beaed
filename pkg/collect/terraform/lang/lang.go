// Package lang has the functions of the Terraform language, as Terraform 1.11 documents
// them, and the few that OpenTofu adds, for an evaluator that runs nothing: what hangs on
// the clock, on chance or on the machine is unknown, files are read in the scanned folder
// only, and no argument can make a function fill the memory.
package lang

import (
	"io/fs"
	"maps"

	"github.com/zclconf/go-cty/cty/function"
)

// Mark is the kind of a mark that this package sets and reads on values.
type Mark string

const (
	// Sensitive is on what sensitive() returned. The evaluator sets it on the variables and
	// attributes that are declared sensitive. It passes through every function but
	// nonsensitive, and keeps a value out of the functions' error texts.
	Sensitive Mark = "sensitive"
	// Ephemeral is on the values of ephemeral variables and resources; the evaluator sets
	// it, ephemeralasnull takes it off.
	Ephemeral Mark = "ephemeral"
)

// Scope is where expressions stand, as far as functions care.
type Scope struct {
	// FS is the scanned folder. It must refuse symbolic links that leave it.
	FS fs.FS
	// Root is the root module's folder, a slash path in FS, "." for FS itself. Relative
	// paths in file() and its like start there, also in called modules, as Terraform starts
	// them at its working directory; so path.module must be relative to it.
	Root string
}

// Library has the functions that are the same in every scope. It is safe for concurrent
// use.
type Library struct {
	pure map[string]function.Function
}

// New builds the functions that all scopes share; call it once.
func New() *Library {
	return &Library{pure: namespaced(pureFunctions())}
}

// For is the function table of one scope, for [hcl.EvalContext]: each function under its
// own name and under core::, Terraform's namespace of what is built in. The map is the
// caller's; making it costs some microseconds.
func (l *Library) For(scope Scope) map[string]function.Function {
	table := maps.Clone(l.pure)
	maps.Copy(table, namespaced(fileFunctions(scope)))
	maps.Copy(table, namespaced(templateFunctions(scope, table)))
	return table
}

func namespaced(functions map[string]function.Function) map[string]function.Function {
	both := make(map[string]function.Function, 2*len(functions))
	for name, f := range functions {
		both[name] = f
		both["core::"+name] = f
	}
	return both
}
