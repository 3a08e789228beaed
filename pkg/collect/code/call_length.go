package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// comprehended is the length of [f(x) for x in part], which is that of the part.
func (u *unit) comprehended(loop *program.Node, steps int) (int, *program.Node, bool) {
	if loop.Name != "comprehension" || len(loop.All(program.Iterable)) != 1 || loop.Child(program.None) != nil {
		return 0, nil, false
	}
	return u.length(loop.Child(program.Iterable), steps-1)
}
