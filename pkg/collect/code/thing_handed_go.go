package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// handedStore is the store of LangChainGo that all who call a function hand in for a parameter, whose
// type is the interface of any store.
func (u *unit) handedStore(parameter *program.Node, steps int) *thing {
	function := parameter.Parent
	typed := parameter.Child(program.Type)
	if typed == nil || u.origin(typed) != "github.com/tmc/langchaingo/vectorstores:VectorStore" || u.all == nil ||
		u.isUsedMore(function) {
		return nil
	}
	place := slices.Index(written(function), parameter)
	uses := slices.Clone(u.usesElsewhere(function))
	for _, each := range u.usesOf(function, ownName(function)) {
		uses = append(uses, use{each, u})
	}
	var found *thing
	for _, each := range uses {
		if each.node.Role != program.Callee || place < 0 {
			return nil
		}
		given := each.in.thingWithin(positional(each.node.Parent, place), steps-1)
		if given == nil || given.is != store {
			return nil
		}
		found = &thing{is: store, wrapper: given.wrapper, class: given.class}
	}
	return found
}

// written are the parameters of a function of Go without what it is a method of.
func written(function *program.Node) []*program.Node {
	return slices.DeleteFunc(function.All(program.Param), func(each *program.Node) bool {
		return each.Alias == "receiver"
	})
}
