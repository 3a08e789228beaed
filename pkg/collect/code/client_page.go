package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isRerun says whether a call is made anew by each interaction with a page of Streamlit, which
// runs the whole script of the page again.
func (u *unit) isRerun(call *program.Node) bool {
	function := enclosing(call)
	return u.isPage() && !u.isKept(call) && (function == nil || !isCached(function) && u.runsAtStart(function))
}

// isPage says whether a text draws a page of Streamlit where it is loaded, or in a function that
// it calls there. A module that others import runs once, whatever its functions draw.
func (u *unit) isPage() bool {
	if u.page == unknown {
		u.page = is(u.language == syntax.Python && u.root.Find(u.drawsAtStart(map[*program.Node]bool{})) != nil)
	}
	return u.page == yes
}

// drawsAtStart is for what draws; each function is asked once when it runs.
func (u *unit) drawsAtStart(asked map[*program.Node]bool) func(*program.Node) bool {
	return func(n *program.Node) bool {
		called := n.Child(program.Callee)
		if n.Kind != program.Call || !isDrawn(callee(n)) || !strings.HasPrefix(u.origin(called), "streamlit:") {
			return false
		}
		function := enclosing(n)
		if asked[function] {
			return false
		}
		asked[function] = true
		return function == nil || u.runsAtStart(function)
	}
}

// isDrawn knows what most pages have.
func isDrawn(name string) bool {
	switch name {
	case "set_page_config", "title", "header", "subheader", "write", "markdown", "button", "text_input", "text_area",
		"chat_input", "chat_message", "file_uploader", "selectbox", "form":
		return true
	default:
		return false
	}
}
