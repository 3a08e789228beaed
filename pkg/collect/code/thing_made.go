package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// made is what a call gives.
func (u *unit) made(call *program.Node, steps int) *thing {
	called := call.Child(program.Callee)
	if called == nil {
		return u.madeByType(call, steps)
	}
	if u.language == syntax.Go && isOneOf(called.Name, []string{"client", "indexconnection", "store"}) &&
		instance(u.thingWithin(called, steps-1), call) != nil {
		return u.thingWithin(positional(call, 0), steps-1) // (*pinecone.Client)(nil), which makes none
	}
	if object := instance(u.thingWithin(called, steps-1), call); object != nil {
		if object.is == store {
			u.tellAmount(object, call)
		}
		return u.withSource(object, steps)
	}
	if found := u.provided(call, called, steps); found != nil {
		return found
	}
	if called.Kind == program.Member {
		if found := u.madeByMethod(call, called, steps); found != nil {
			return found
		}
	}
	if found := u.runs(call, called, steps); found != nil {
		return found
	}
	for _, function := range append(u.called(called), u.onceFunctions(called)...) {
		if found := u.returned(function, steps); found != nil {
			return found
		}
	}
	if found := u.elsewhere(u.origin(called), true, steps); found != nil {
		return found
	}
	if u.language == syntax.Go {
		return u.firstOf(u.functionsElsewhere(called, steps), true, steps)
	}
	return u.returnedElsewhere(called, steps)
}

// provided is what a container of .NET gives, by its type: services.GetRequiredService<IndexClient>().
func (u *unit) provided(call, called *program.Node, steps int) *thing {
	typed := call.Child(program.Type)
	if typed == nil {
		typed = called.Child(program.Type)
	}
	if u.language != syntax.CSharp || typed == nil || !asksContainer(call) {
		return nil
	}
	return u.typed(typed, steps-1)
}

func asksContainer(call *program.Node) bool {
	return isOneOf(callee(call), []string{
		"getservice", "getrequiredservice", "getkeyedservice", "getrequiredkeyedservice",
	})
}

// madeByType is new() of C#, which makes what the variable is declared to be.
func (u *unit) madeByType(call *program.Node, steps int) *thing {
	assign := call.Parent
	if call.Name != "new" || assign == nil || assign.Kind != program.Assign || u.isLazy(call) {
		return nil
	}
	found := u.typed(assign.Child(program.Type), steps)
	if found != nil {
		found.made = call
	}
	return found
}

func (u *unit) madeByMethod(call, called *program.Node, steps int) *thing {
	object := called.Child(program.Obj)
	if u.origin(object) == "pinecone:" && opensIndex(called.Name) {
		return &thing{is: index, class: called.Name, made: call} // version 2: pinecone.Index("a")
	}
	of := u.thingWithin(object, steps-1)
	if of == nil {
		return u.stub(object, called.Name)
	}
	if found := u.built(of, called.Name); found != nil {
		return found
	}
	switch {
	case of.is == client && opensIndex(called.Name):
		return &thing{is: index, class: called.Name, made: call, from: of}
	case of.is == index && isOneOf(called.Name, []string{"namespace", "withnamespace"}):
		narrowed := *of
		narrowed.namespace = positional(call, 0)
		return &narrowed
	case of.is == client && called.Name == "__aenter__":
		return of
	case of.is == storeClass:
		return u.withSource(&thing{is: store, wrapper: of.wrapper, class: of.class, made: call}, steps)
	case of.isAsked():
		return u.further(of, call, called.Name)
	}
	return nil
}

// withSource finds the index or the client that a store or an index was made from.
func (u *unit) withSource(object *thing, steps int) *thing {
	for _, each := range object.made.All(program.Argument) {
		value := each
		if each.Kind == program.Keyword {
			value = each.Child(program.Value)
		}
		if each.Kind == program.Object {
			value = entry(each, "pineconeindex", "client", "index")
		}
		if from := u.thingWithin(value, steps-1); from != nil && (from.is == index || from.is == client) {
			object.from = from
			return object
		}
	}
	return object
}
