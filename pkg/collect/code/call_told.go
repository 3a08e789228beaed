package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// amountTold keeps how much a query asks for by what its retriever or engine was told where that was
// made, unless the call says so itself.
func (u *unit) amountTold(s *sight, call *program.Node, of *thing, what string) {
	if what != "query" || isDiverse(callee(call)) {
		return
	}
	if given := argument(call, "k"); of.is == chained && given != nil && given.Parent.Kind == program.Keyword {
		u.amount(s, "top_k", given) // what is asked of a chain is an object, with names of its own
	}
	_, isUnknown := s.unknown["/top_k"]
	if s.values["top_k"] != nil || isUnknown {
		return
	}
	told := of.asks
	if told == nil {
		return
	}
	told.in.amount(s, "top_k", told.node)
	if told.in != u && s.places["/top_k"] != nil && s.others["/top_k"] == nil {
		if s.others == nil {
			s.others = map[string]*unit{}
		}
		s.others["/top_k"] = told.in
	}
}

// isDiverse says whether a method of a store chooses by difference among more than it gives back.
func isDiverse(method string) bool {
	return strings.Contains(plainName(method), "maxmarginalrelevance")
}
