package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// registeredPipeline is the retry of the pipeline of Polly that the program registers by a key,
// nil where not one place does, or what it does there is not seen.
func (u *unit) registeredPipeline(key *program.Node) *retry {
	named := u.keyNamed(key)
	if named == "" || u.all == nil || u.language != syntax.CSharp {
		return nil
	}
	var found *retry
	for _, other := range u.all.having(syntax.CSharp, ".", "AddResiliencePipeline") {
		for _, use := range other.uses["AddResiliencePipeline"] {
			if use.Role != program.Callee || other.keyNamed(positional(use.Parent, 0)) != named {
				continue
			}
			one := other.pipelineMade(use.Parent)
			if one == nil || found != nil {
				return nil
			}
			found = one.of(other)
		}
	}
	return found
}

// pipelineMade is what a function does that is given the builder of a pipeline. What is registered
// logs each try.
func (u *unit) pipelineMade(registers *program.Node) *retry {
	added := registers.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == "AddRetry" })
	if added == nil {
		return u.repeatsNothing(registers)
	}
	found := u.pollyStrategy(added)
	u.pollyHandled(found, added.All(program.Argument))
	found.node, found.logged = added, yes
	return found
}

// repeatsNothing is no retry, for a pipeline that is seen to be made of other strategies, and nil
// where what is added to it is not seen.
func (u *unit) repeatsNothing(registers *program.Node) *retry {
	made := registers.Find(isFunction)
	if made == nil {
		return nil
	}
	given := map[string]bool{}
	for _, each := range made.Children {
		given[each.Name] = each.Kind == program.Parameter
	}
	hidden := made.Find(func(n *program.Node) bool {
		return n.Kind == program.Name && n.Role == program.Argument && given[n.Name] ||
			n.Kind == program.Call && isOneOf(callee(n), []string{"addhedging", "addpipeline"})
	})
	if hidden != nil {
		return nil
	}
	return &retry{present: no}
}

// keyNamed is a key as it is written, or by its name in another class.
func (u *unit) keyNamed(key *program.Node) string {
	if key == nil {
		return ""
	}
	if text, written := u.word(key); written {
		return text
	}
	if key.Kind == program.Member && key.Child(program.Obj) != nil {
		return key.Child(program.Obj).Name + "." + key.Name
	}
	return ""
}

// keyed is the pipeline that a parameter asks for: [FromKeyedServices("a")] ResiliencePipeline p.
func (u *unit) keyed(parameter *program.Node) *retry {
	for _, each := range parameter.All(program.Decorator) {
		if decoratorName(each) == "FromKeyedServices" {
			return u.registeredPipeline(positional(each, 0))
		}
	}
	return nil
}
