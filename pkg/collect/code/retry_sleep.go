package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// sleeps are what a program waits for, of all its waits within a node.
func (u *unit) sleeps(within *program.Node) []*program.Node {
	var found []*program.Node
	within.Walk(func(n *program.Node) bool {
		if wait := u.ticks(n); wait != nil {
			found = append(found, wait)
		}
		if n.Kind != program.Call {
			return true
		}
		waits, inner := u.sleep(n)
		if waits == nil {
			waits = u.sleepsOf(n)
		}
		if waits == nil {
			waits = u.ownSleep(n)
		}
		found = append(found, waits...)
		return inner
	})
	return found
}

// ticks is how far the ticks of Go are from each other that a name gives: <-ticker.C, <-ticks; nil for others.
func (u *unit) ticks(name *program.Node) *program.Node {
	if u.language != syntax.Go || name.Kind != program.Member && name.Kind != program.Name || name.Role == program.Obj {
		return nil
	}
	maker := "time:Tick"
	if name.Kind == program.Member && name.Name == "C" {
		name, maker = name.Child(program.Obj), "time:NewTicker"
	}
	made := u.constant(name)
	if made == nil || made.Kind != program.Call || u.origin(made.Child(program.Callee)) != maker {
		return nil
	}
	return positional(made, 0)
}

// sleep is what a call waits for, and whether what is in the call may wait too.
func (u *unit) sleep(call *program.Node) (waits []*program.Node, inner bool) {
	name, place := plainName(callee(call)), 0
	origin := u.origin(call.Child(program.Callee))
	if strings.HasSuffix(origin, "timers/promises:setTimeout") || strings.HasSuffix(origin, ":sleep") {
		name = "sleep" // by whatever name it was imported
	}
	switch name {
	case "after", "newtimer", "sleep", "delay", "wait", "pause", "timeout", "wait4", "sleepms", "parknanos",
		"sleepuninterruptibly":
		inner = true
		if first := positional(call, 0); positional(call, 1) != nil && isOneOf(first.Name, []string{"ctx", "context"}) {
			place = 1 // sleep(ctx, delay)
		}
	case "reset":
		if object := calledOn(call); object == nil || !mentions(plainName(object.Name), "timer") {
			return nil, true
		}
	case "schedule": // timer.schedule(again, delay, unit)
		if first := positional(call, 0); first == nil || first.Kind != program.Function {
			return nil, true
		}
		place = 1
	case "settimeout":
		place = 1
	default:
		return nil, true
	}
	if wait := positional(call, place); wait != nil {
		return []*program.Node{wait}, false
	}
	return nil, inner
}

// longestSleep bounds what can be a function that only waits, in bytes.
const longestSleep = 300

// ownSleep is what a call of a function of the text waits for, which only waits.
func (u *unit) ownSleep(call *program.Node) []*program.Node {
	called := call.Child(program.Callee)
	if called == nil || called.Kind != program.Name && called.Kind != program.Member {
		return nil
	}
	for _, function := range u.called(called) {
		if function.End-function.Start > longestSleep || function.Find(triesOrLoops) != nil || call.Within(function) {
			continue
		}
		waits := false
		function.Walk(func(n *program.Node) bool {
			if n.Kind == program.Call {
				inner, _ := u.sleep(n)
				waits = waits || inner != nil
			}
			return !waits
		})
		if first := positional(call, 0); waits && first != nil {
			return []*program.Node{first}
		}
	}
	return nil
}

func triesOrLoops(n *program.Node) bool { return n.Kind == program.Try || n.Kind == program.Loop }

// mayWait says whether a handler calls what stands in another file and may be a wait: by its
// name, or since it is told the number of the attempt.
func (u *unit) mayWait(within, counter *program.Node) bool {
	return within.Find(func(handler *program.Node) bool {
		return handler.Kind == program.Handler && handler.Find(func(n *program.Node) bool {
			return u.soundsLikeWait(n, counter)
		}) != nil
	}) != nil
}

// isAmount says whether something that is waited for may be how long: signal is what ends it.
func (u *unit) isAmount(wait *program.Node) bool {
	call := wait.Parent
	return call == nil || call.Kind != program.Call || !u.waitsByItself(call)
}

// waitsByItself is backoff.wait(), of an object that stands elsewhere and knows how long: it is
// told no more than what ends the wait.
func (u *unit) waitsByItself(call *program.Node) bool {
	object := calledOn(call)
	if object == nil || !isOneOf(callee(call), []string{"wait", "pause", "sleep", "delay", "backoff", "next"}) ||
		len(u.called(call.Child(program.Callee))) > 0 {
		return false
	}
	first := positional(call, 0)
	return first == nil || first.Kind == program.Name &&
		isOneOf(first.Name, []string{"ctx", "context", "signal", "token", "cancellationtoken", "ct", "error", "err", "e"})
}

func (u *unit) soundsLikeWait(call, counter *program.Node) bool {
	called := call.Child(program.Callee)
	if call.Kind == program.Call && u.waitsByItself(call) {
		return true
	}
	if call.Kind != program.Call || called == nil || called.Kind != program.Name || u.origin(called) == "" || logs(call) {
		return false
	}
	if mentions(plainName(called.Name), "sleep", "delay", "wait", "pause", "backoff") {
		return true
	}
	first := positional(call, 0)
	return first != nil && first.Kind == program.Name &&
		(isLoopTarget(counter, first.Name) || isCounted(counter, first.Name))
}
