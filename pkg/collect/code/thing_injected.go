package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// injected is what a dependency of FastAPI gives: Depends(get_index).
func (u *unit) injected(call *program.Node, steps int) *thing {
	if call.Kind != program.Call || callee(call) != "Depends" {
		return nil
	}
	function := positional(call, 0)
	if function == nil {
		function = argument(call, "dependency")
	}
	if function == nil {
		return nil
	}
	for _, each := range u.called(function) {
		if found := u.returned(each, steps); found != nil {
			return found
		}
	}
	return u.elsewhere(u.origin(function), true, steps)
}

// annotated is what a name for an annotation stands for: IndexDep = Annotated[Index, Depends(f)].
func (u *unit) annotated(name *program.Node) *program.Node {
	for _, each := range u.bindings(name.Name, name) {
		if value := each.value; value != nil && value.Kind == program.Subscript && isAnnotated(value.Child(program.Obj)) {
			return value
		}
	}
	return nil
}

func isAnnotated(name *program.Node) bool { return name != nil && name.Name == "Annotated" }
