package queryplan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
)

// Data is what rules read beside their input.
type Data struct {
	// Fact is data.facts[topic], and Value data[name] of any other name: nil where there is
	// none. They are asked each time that a rule reads one, and only then.
	Fact, Value func(name string) (*ast.Term, error)
}

// Evaluator answers what the rules of a policy say of inputs.
type Evaluator struct {
	Policy *Policy
	Data   Data
}

// Eval is the values of rules, given by their paths, in their order: nil where one is
// undefined. The error is one of evaluation, such as a built-in that fails or a rule with two
// values, or that the context ended.
func (e *Evaluator) Eval(ctx context.Context, now time.Time, input ast.Value, paths ...string) ([]ast.Value, error) {
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	nanoseconds := ast.Number(strconv.FormatInt(now.UnixNano(), 10))
	m := &machine{
		policy: e.Policy, data: e.Data, context: ctx, answers: map[question]*ast.Term{},
		builtins: topdown.BuiltinContext{
			Context: ctx, Cancel: cancel, Cache: builtins.Cache{}, Time: ast.NewTerm(nanoseconds),
		},
	}
	if input != nil {
		m.input = ast.NewTerm(input)
	}
	m.receive = func(result *ast.Term) error {
		m.received = append(m.received, result)
		return nil
	}
	values := make([]ast.Value, len(paths))
	for i, path := range paths {
		f, ok := e.Policy.find(root + path)
		if !ok {
			return nil, fmt.Errorf("there is no rule %s", path)
		}
		value := m.evaluate(f, nil, nil)
		if m.err != nil {
			return nil, m.err
		}
		if value != nil {
			values[i] = value.Value
		}
	}
	return values, nil
}

// machine evaluates one input.
type machine struct {
	policy   *Policy
	data     Data
	context  context.Context //nolint:containedctx // the machine lives as long as one call
	input    *ast.Term
	builtins topdown.BuiltinContext
	answers  map[question]*ast.Term
	locals   []*ast.Term // of all calls that have not returned
	result   *ast.Term   // of the call that returned last
	err      error
	loops    int

	// What is handed to built-ins, and what they hand back.
	operands []*ast.Term
	received []*ast.Term
	receive  func(*ast.Term) error
}

// call is one of a function: what its statements work on.
type call struct {
	function *function
	locals   []*ast.Term
}

func (c *call) value(o operand) *ast.Term {
	if o < 0 {
		return c.function.constants[-1-o]
	}
	return c.locals[o]
}

// content is what a local holds, nil where that is undefined: an input may be.
func (c *call) content(o operand) ast.Value {
	if term := c.value(o); term != nil {
		return term.Value
	}
	return nil
}

// How a statement or a block ended: where it is at least left, it is how many blocks end.
const (
	failed   = -2
	returned = -1
	reached  = 0 // its end
	left     = 1
)

// question is a function and its arguments: a text or a number by what it is, and a collection
// by its identity, since what is the same resource is the same value.
type question struct {
	function  *function
	arguments [mostArguments]ast.Value
}

// A function with more arguments is evaluated each time, and so is one that is seldom asked
// the same: after this many calls, fewer than one in four.
const (
	mostArguments = 4
	enoughCalls   = 200
	oneIn         = 4
)

func (f *function) remembers() bool {
	return f.parameters <= mostArguments && (f.asked < enoughCalls || f.answered*oneIn >= f.asked)
}

// evaluate is the value of a function, nil where it is undefined or the machine has failed.
func (m *machine) evaluate(f *function, from *call, arguments []operand) *ast.Term {
	if f.unwanted {
		return nil
	}
	var asked question
	remembers := f.remembers()
	if remembers {
		asked.function = f
		for i, argument := range arguments {
			asked.arguments[i] = from.content(argument)
		}
		f.asked++
		if value, ok := m.answers[asked]; ok {
			f.answered++
			return value
		}
	}
	if !f.decoded {
		m.policy.decode(f)
	}
	own := call{f, m.push(f.locals)}
	own.locals[0] = m.input
	for i, argument := range arguments {
		own.locals[firstArgument+i] = from.value(argument)
	}
	m.result = nil
	for i := range f.blocks {
		if m.block(&own, &f.blocks[i]) < 0 {
			break
		}
	}
	m.pop(f.locals)
	if m.err != nil {
		return nil
	}
	value := m.result
	if remembers {
		m.answers[asked] = value
	}
	return value
}

// push is a number of locals without values.
func (m *machine) push(size int) []*ast.Term {
	const first = 4096
	start := len(m.locals)
	if start+size > cap(m.locals) { // what earlier calls work on stays where it is
		m.locals = make([]*ast.Term, start, max(2*(start+size), first))
	}
	m.locals = m.locals[:start+size]
	own := m.locals[start:]
	clear(own)
	return own
}

func (m *machine) pop(size int) { m.locals = m.locals[:len(m.locals)-size] }

func (m *machine) block(c *call, block *code) int {
	for i := 0; i < len(block.statements) || block.left != 0 && m.policy.next(block); i++ {
		s := &block.statements[i]
		if ended := s.run(m, c, s); ended != reached {
			return ended
		}
	}
	return reached
}

func (m *machine) fail(c *call, format string, args ...any) int {
	m.err = fmt.Errorf("%s: %w", m.policy.path(c.function), fmt.Errorf(format, args...))
	return failed
}

// give sets the target of a statement, which ends the block where there is no value.
func (c *call) give(s *statement, value *ast.Term) int {
	if value == nil {
		return left
	}
	c.locals[s.target] = value
	return reached
}

func holds(condition bool) int {
	if condition {
		return reached
	}
	return left
}

func (m *machine) assign(c *call, s *statement) int {
	c.locals[s.target] = c.value(s.b)
	return reached
}

func (m *machine) assignOnce(c *call, s *statement) int {
	value, before := c.value(s.b), c.locals[s.target]
	if before != nil && !before.Equal(value) {
		return m.fail(c, "it has the values %v and %v", before, value)
	}
	c.locals[s.target] = value
	return reached
}

func (m *machine) reset(c *call, s *statement) int {
	c.locals[s.target] = nil
	return reached
}

func (m *machine) dot(c *call, s *statement) int {
	key := c.value(s.c)
	switch v := c.content(s.b).(type) {
	case ast.Object:
		return c.give(s, v.Get(key))
	case *ast.Array:
		return c.give(s, v.Get(key))
	case ast.Set:
		if v.Contains(key) {
			return c.give(s, key)
		}
	}
	return left
}

func (m *machine) fact(c *call, s *statement) int { return m.read(c, s, m.data.Fact) }

func (m *machine) datum(c *call, s *statement) int { return m.read(c, s, m.data.Value) }

func (m *machine) read(c *call, s *statement, from func(string) (*ast.Term, error)) int {
	name := m.policy.text(int(s.number))
	value, err := from(name)
	if err != nil {
		return m.fail(c, "read the data %s: %w", name, err)
	}
	return c.give(s, value)
}

func (m *machine) len(c *call, s *statement) int {
	sized, ok := c.content(s.b).(interface{ Len() int })
	if !ok {
		return left
	}
	return c.give(s, ast.InternedTerm(sized.Len()))
}

func (m *machine) callFunction(c *call, s *statement) int {
	value := m.evaluate(&m.policy.functions[s.number], c, s.args)
	if m.err != nil {
		return failed
	}
	return c.give(s, value)
}

// callDynamic calls the function whose path the arguments are, behind the planner's root.
// Where it has no value, the blocks are left that look for one among the data.
func (m *machine) callDynamic(c *call, s *statement) int {
	const toTheRest = 4
	path := make([]string, len(s.args))
	for i, part := range s.args {
		name, _ := c.value(part).Value.(ast.String)
		path[i] = string(name)
	}
	f, ok := m.policy.find(root + "data." + strings.Join(path[1:], "."))
	if !ok {
		return left
	}
	value := m.evaluate(f, nil, nil)
	switch {
	case m.err != nil:
		return failed
	case value == nil:
		return toTheRest
	}
	return c.give(s, value)
}

func (m *machine) callBuiltin(c *call, s *statement) int {
	m.operands, m.received = m.operands[:0], nil
	for _, argument := range s.args {
		m.operands = append(m.operands, c.value(argument))
	}
	if err := s.builtin.call(m.builtins, m.operands, m.receive); err != nil {
		if halt, ok := errors.AsType[topdown.Halt](err); ok {
			err = halt.Err
		}
		return m.fail(c, "%w", err)
	}
	switch {
	case s.builtin.relation:
		return c.give(s, ast.ArrayTerm(m.received...))
	case len(m.received) == 0:
		return left
	}
	return c.give(s, m.received[0])
}

func (m *machine) blocks(c *call, s *statement) int {
	for i := range s.blocks {
		if ended := m.block(c, &s.blocks[i]); ended < 0 {
			return ended
		} else if ended > left {
			return ended - 1
		}
	}
	return reached
}

func (m *machine) leave(_ *call, s *statement) int { return int(s.number) + 1 }

func (m *machine) not(c *call, s *statement) int {
	switch ended := m.block(c, &s.blocks[0]); {
	case ended < 0:
		return ended
	case ended > left:
		return ended - 1
	default:
		return holds(ended == left)
	}
}

func (m *machine) ret(c *call, s *statement) int {
	m.result = c.value(s.b)
	return returned
}

// scan runs its block for each element. The block and the loop around it are two to leave.
func (m *machine) scan(c *call, s *statement) int {
	const often = 256
	if m.loops++; m.loops%often == 0 && m.context.Err() != nil {
		m.err = m.context.Err()
		return failed
	}
	ended := reached
	each := func(key, value *ast.Term) bool {
		c.locals[s.target], c.locals[s.number] = key, value
		ended = m.block(c, &s.blocks[0])
		return ended == reached || ended == left
	}
	elements(c.content(s.b))(each)
	switch ended {
	case reached, left:
		return reached
	case failed, returned:
		return ended
	default:
		return ended - 2
	}
}

// elements are the keys and values of a collection, in order.
func elements(of ast.Value) func(func(key, value *ast.Term) bool) {
	return func(yield func(key, value *ast.Term) bool) {
		switch v := of.(type) {
		case *ast.Array:
			for i := range v.Len() {
				if !yield(ast.InternedTerm(i), v.Elem(i)) {
					return
				}
			}
		case ast.Set:
			for _, element := range v.Slice() {
				if !yield(element, element) {
					return
				}
			}
		case ast.Object:
			_ = slices.ContainsFunc(v.Keys(), func(key *ast.Term) bool { return !yield(key, v.Get(key)) })
		}
	}
}

func same(a, b *ast.Term) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(b)
}

func (m *machine) equal(c *call, s *statement) int {
	return holds(same(c.value(s.b), c.value(s.c)))
}

func (m *machine) notEqual(c *call, s *statement) int {
	return holds(!same(c.value(s.b), c.value(s.c)))
}

func (m *machine) isDefined(c *call, s *statement) int { return holds(c.value(s.b) != nil) }

func (m *machine) isUndefined(c *call, s *statement) int { return holds(c.value(s.b) == nil) }

func (m *machine) isArray(c *call, s *statement) int {
	_, ok := c.content(s.b).(*ast.Array)
	return holds(ok)
}

func (m *machine) isObject(c *call, s *statement) int {
	_, ok := c.content(s.b).(ast.Object)
	return holds(ok)
}

func (m *machine) isSet(c *call, s *statement) int {
	_, ok := c.content(s.b).(ast.Set)
	return holds(ok)
}
