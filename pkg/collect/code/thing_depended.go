package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// depended is what FastAPI hands in for a parameter: index=Depends(get_index).
func (u *unit) depended(parameter *program.Node, steps int) *thing {
	call := parameter.Find(isDepends)
	if u.language != syntax.Python || call == nil {
		return nil
	}
	given := positional(call, 0)
	if given == nil {
		given = argument(call, "dependency")
	}
	if given == nil {
		return nil
	}
	for _, function := range u.called(given) {
		if found := u.returned(function, steps-1); found != nil {
			return found
		}
	}
	return u.elsewhere(u.origin(given), true, steps-1)
}

func isDepends(n *program.Node) bool {
	return n.Kind == program.Call && (callee(n) == "Depends" || callee(n) == "Security")
}

// annotated is an object of a type that says where it comes from: Annotated[Index, Depends(get_index)].
func (u *unit) annotated(subscript *program.Node, steps int) *thing {
	if objectName(subscript) != "Annotated" {
		return nil
	}
	if found := u.depended(subscript, steps); found != nil {
		return found
	}
	return u.typed(subscript.Child(program.Index), steps)
}
