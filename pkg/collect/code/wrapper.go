package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// haystackOperation is what a method of Haystack's document store or retriever does.
func haystackOperation(plain string) string {
	switch {
	case plain == "writedocuments":
		return "upsert"
	case plain == "filterdocuments", plain == "run":
		return "query"
	case plain == "deletedocuments", plain == "deletealldocuments", plain == "deletebyfilter":
		return "delete"
	case plain == "updatebyfilter":
		return "update"
	case strings.HasPrefix(plain, "countdocuments"):
		return "stats"
	default:
		return ""
	}
}

// makesClient says whether the object of a wrapper makes a client of its own, whatever it is given, or
// an index is made with a connection of its own.
func (u *unit) makesClient(made *thing) bool {
	if u.language == syntax.Java {
		return u.connects(made)
	}
	return made.wrapper != "" && u.language == syntax.Go || made.class == "PineconeDocumentStore" || u.opensOwnClient(made)
}

// wrapperRepeats says whether the wrapper that a call goes through tries it again by itself.
func (u *unit) wrapperRepeats(of *thing, what string) tri {
	switch {
	case of.wrapper == "haystack", of.wrapper == "spring-ai", of.wrapper == "langchain4j", of.wrapper == "semantic-kernel",
		of.wrapper == "langchain" && u.language == syntax.Go, of.wrapper != "" && u.language == syntax.Python:
		return no // it hands on to the SDK
	case of.wrapper != "langchain" || !isScript(u.language) || of.made == nil:
		return unknown
	case what == "upsert":
		return u.callerRepeats(of.made)
	case of.from != nil:
		return no // the index that it was given is asked as it is
	default:
		return unknown
	}
}

// callerRepeats says whether LangChain's caller, through which a store of TypeScript sends its
// records, tries again: six times unless told otherwise.
func (u *unit) callerRepeats(made *program.Node) tri {
	if most := u.within(made, "maxretries"); most != nil {
		count, known := u.number(most)
		if !known {
			return unknown
		}
		return is(count > 0)
	}
	given := made.All(program.Argument)
	if len(given) == 0 {
		return unknown
	}
	options := given[len(given)-1]
	if value := u.constant(options); value != nil {
		options = value
	}
	if options.Kind != program.Object || slices.ContainsFunc(options.Children, isSpread) {
		return unknown
	}
	return yes
}

func isSpread(n *program.Node) bool { return n.Kind == program.Spread }
