package code

import (
	"bytes"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// repetition says whether a call is made again and again, and whether it sends one record
// each time.
func (u *unit) repetition(s *sight, at, call *program.Node, what string) {
	loop := u.repeated(at)
	if loop == nil && u.language == syntax.CSharp {
		loop = u.repeatedByCallers(at)
	}
	if loop == nil && u.language == syntax.Go {
		loop = u.repeatedByCaller(at)
	}
	s.values["in_loop"] = loop != nil
	if what != "upsert" {
		return
	}
	s.values["parallel"] = u.isParallel(at, call)
	length, _, known := u.length(u.records(call), deepest)
	s.values["single_record"] = known && length == 1 || s.values["batch"] == 1
	if s.values["single_record"] == true && loop == nil {
		s.values["in_loop"] = u.calledInLoop(at)
	}
	if records := u.records(call); records != nil && records.Kind == program.Object && !isScript(u.language) &&
		!isBuilt(u.language) {
		s.values["single_record"] = true
	}
}

// isParallel says whether upserts run side by side.
func (u *unit) isParallel(at, call *program.Node) bool {
	if argument(call, "asyncreq", "maxconcurrency", "maxworkers") != nil || u.language != syntax.Python {
		return true
	}
	if at.Up(u.runsAside) != nil {
		return true
	}
	function := enclosing(at)
	if function == nil || function.Name == "" {
		return false
	}
	return slices.ContainsFunc(u.uses[function.Name], func(use *program.Node) bool {
		return use.Role == program.Argument || use.Parent != nil && use.Parent.Role == program.Argument
	}) // handed to what runs it
}

// runsAside knows what runs a call beside others. What a thread does for one who awaits it at
// once, it does alone.
func (u *unit) runsAside(n *program.Node) bool {
	if n.Kind != program.Call {
		return false
	}
	name := plainName(callee(n))
	return mentions(name, "submit", "gather", "map", "createtask", "delayed") ||
		mentions(name, "tothread", "runinexecutor") && !u.isAwaited(n)
}

// carried is the retry of what a call goes through: a channel, a queue, a handler.
func (u *unit) carried(at *program.Node, of *thing) *retry {
	switch u.language {
	case syntax.Java:
		return u.carrierRetry(at, of)
	case syntax.CSharp:
		return u.csharpCarrier(at)
	case syntax.Go:
		if dialled := u.dialled(callee(at), u.madeForField(at, of)); dialled != nil {
			return dialled
		}
		if of != nil && of.mixed {
			return &retry{present: unknown, why: "others give it something else, which may try again by itself"}
		}
	case syntax.Python, syntax.TypeScript, syntax.TSX:
	}
	return &retry{present: no}
}

// tries keeps how a call is tried again.
func (u *unit) tries(s *sight, at *program.Node, of *thing) {
	found := u.retryOf(at)
	if found.present == no && of.again != nil {
		found = of.again.in.runnableRetry(of.again.node, of.again.node.Child(program.Callee)).of(of.again.in)
	}
	if found.present == no {
		found = u.carried(at, of)
	}
	if found.present == no {
		found = u.unlessElsewhere(found, at, of)
	}
	found = u.withoutStatus(found, s.values["transport"])
	if method, told := s.values["method"].(string); told && of.is == index {
		found = u.ofOtherErrors(found, method, s.values["transport"])
	}
	values := map[string]any{}
	s.values["retries"] = values
	if u.language == syntax.Go {
		u.golangPolicy(s, values)
	} else {
		u.sdkOption(s, values, of)
	}
	u.keepRetry(s, values, found)
}

// keepRetry keeps what is known of a retry, in the file that it stands in.
func (u *unit) keepRetry(s *sight, values map[string]any, found *retry) {
	in := u
	if found.in != nil {
		in = found.in
	}
	in.keepOwnRetry(s, values, found)
	if in != u {
		s.away = in
	}
}

// keepOwnRetry keeps what is known of a retry that stands in the file.
func (u *unit) keepOwnRetry(s *sight, values map[string]any, found *retry) {
	if found.present == yes && found.bounded == yes && found.attempts == 1 {
		found = &retry{present: no} // the first attempt is the last
	}
	s.set(u, values, "present", "/retries/present", found.present, found.why, found.node)
	if found.present != yes {
		return
	}
	values["by"] = found.by
	if found.node != nil {
		s.places["/retries"] = found.node
	}
	if found.attempts > 0 {
		values["max_attempts"] = found.attempts
	}
	why := found.why
	if why == "" {
		why = "it stands elsewhere"
	}
	if found.backoff != "" {
		values["backoff"] = found.backoff
	} else {
		s.unsure(u, "/retries/backoff", why, found.node)
	}
	for _, each := range []struct {
		name   string
		answer tri
	}{
		{"bounded", found.bounded}, {"capped", found.capped}, {"jitter", found.jitter},
		{"client_errors", found.clientErrors}, {"rate_limits", found.rateLimits}, {"logged", found.logged},
	} {
		at := found.node
		if each.name == "bounded" && found.endless != nil {
			at = found.endless
		}
		s.set(u, values, each.name, "/retries/"+each.name, each.answer, why, at)
	}
}

func madeElsewhere(of *thing) string {
	if of.broken != nil {
		return of.broken.unreadable()
	}
	return "the client is made elsewhere"
}

// sdkOption keeps what the client was told about the SDK's own retries.
func (u *unit) sdkOption(s *sight, values map[string]any, of *thing) {
	for from := of; from != nil; from = from.from {
		if from.made == nil {
			if from == of && !of.plain && u.language != syntax.CSharp { // which has to be told, and hardly ever is
				s.unsure(u, "/retries/sdk_retries", madeElsewhere(of), nil)
			}
			continue
		}
		if u.language == syntax.CSharp {
			if u.csharpRetries(s, values, from.made) {
				return
			}
			continue
		}
		if from.wrapper == "langchain" && isScript(u.language) {
			continue // what it is told is for its own caller
		}
		if policy := argument(from.made, "retrypolicy"); policy != nil && policy.Kind != program.Constant {
			values["sdk_retries"] = 3
			s.places["/retries/sdk_retries"] = policy
			return
		}
		given := u.toldRetries(from.made)
		if given == nil {
			continue
		}
		if value, ok := u.number(given); ok {
			values["sdk_retries"] = int(value)
			s.places["/retries/sdk_retries"] = given
		} else {
			u.unsureOption(s, given)
		}
		return
	}
}

// toldRetries is how many retries the making of a client names.
func (u *unit) toldRetries(made *program.Node) *program.Node {
	if given := u.within(made, "maxretries"); given != nil {
		return given
	}
	config := argument(made, "retryconfig", "retries")
	if config == nil {
		return nil
	}
	value := config
	if constant := u.constant(config); constant != nil {
		value = constant
	}
	if value.Kind == program.Call {
		return argument(value, "maxretries", "total")
	}
	return config
}

// isAwaited says whether the text has await before a call, which is no node of the program.
func (u *unit) isAwaited(call *program.Node) bool {
	return bytes.HasSuffix(bytes.TrimRight(u.text[:call.Start], " \t\r\n("), []byte("await"))
}
