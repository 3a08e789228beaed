package queryplan

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ir"
)

// Encode writes the functions of a policy. The error is a statement that rules are not made
// of, such as "with", or data that is read by a name that no one wrote down.
func Encode(policy *ir.Policy) ([]byte, error) {
	e := &encoder{
		policy: policy, instructions: instructions(),
		texts: map[string]int{}, functions: map[string]int{}, builtins: map[string]int{},
	}
	functions := slices.SortedFunc(slices.Values(policy.Funcs.Funcs), func(a, b *ir.Func) int {
		return strings.Compare(a.Name, b.Name)
	})
	for i, function := range functions {
		e.functions[function.Name] = i
	}
	e.count(len(policy.Static.BuiltinFuncs))
	for i, builtin := range policy.Static.BuiltinFuncs {
		e.builtins[builtin.Name] = i
		e.text(builtin.Name)
	}
	e.count(len(functions))
	var contents []byte
	for _, function := range functions {
		content, locals, err := e.function(function)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", function.Name, err)
		}
		e.text(function.Name)
		e.count(len(function.Params) - len(sharedParameters))
		e.count(locals)
		e.count(len(content))
		contents = append(contents, content...)
	}
	return slices.Concat([]byte(magic), e.table(), e.out, contents), nil
}

// sharedParameters are those that every function has.
var sharedParameters = [...]ir.Local{ir.Input, ir.Data} //nolint:gochecknoglobals // a table that nothing writes

type encoder struct {
	policy       *ir.Policy
	instructions [ops]instruction
	out          []byte
	strings      []string
	texts        map[string]int // the strings, by their texts
	functions    map[string]int
	builtins     map[string]int

	// Of the function that is being encoded:
	locals    int
	constants [][]byte
	facts     map[ir.Local]bool // that are data.facts
	simple    *simple
	err       error
}

// table is that of the strings.
func (e *encoder) table() []byte {
	out := binary.AppendUvarint(nil, uint64(len(e.strings)))
	end := 0
	for _, s := range e.strings {
		end += len(s)
		out = binary.LittleEndian.AppendUint32(out, uint32(end))
	}
	return append(out, strings.Join(e.strings, "")...)
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *encoder) count(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) text(s string) { e.count(e.string(s)) }

// string is the number of a string.
func (e *encoder) string(s string) int {
	number, ok := e.texts[s]
	if !ok {
		number = len(e.strings)
		e.texts[s] = number
		e.strings = append(e.strings, s)
	}
	return number
}

func (e *encoder) static(index int) string { return e.policy.Static.Strings[index].Value }

// function is a function's content, and how many locals it has.
func (e *encoder) function(function *ir.Func) ([]byte, int, error) {
	outer := e.out
	e.out, e.locals, e.constants, e.err = nil, 0, nil, nil
	e.facts = map[ir.Local]bool{}
	for i, parameter := range function.Params {
		if i < len(sharedParameters) && parameter != sharedParameters[i] ||
			i >= len(sharedParameters) && int(parameter) != firstArgument+i-len(sharedParameters) {
			e.fail("parameter %d is local %d", i, parameter)
		}
		e.local(parameter)
	}
	all := shared(function)
	e.count(len(function.Blocks))
	for _, block := range function.Blocks {
		simple, err := simplify(block, all)
		if err != nil {
			return nil, 0, err
		}
		e.simple = simple
		e.block(block)
	}
	content := binary.AppendUvarint(nil, uint64(len(e.constants)))
	content = slices.Concat(content, slices.Concat(e.constants...), e.out)
	e.out = outer
	return content, e.locals, e.err
}

func (e *encoder) block(block *ir.Block) {
	outer, count := e.out, 0
	e.out = nil
	for _, stmt := range block.Stmts {
		described, _ := describe(stmt)
		if e.simple.spared(described) {
			continue
		}
		if specific, needed := e.specific(described); needed {
			e.step(specific)
			count++
		}
	}
	content := append(binary.AppendUvarint(nil, uint64(count)), e.out...)
	e.out = append(binary.AppendUvarint(outer, uint64(len(content))), content...)
}

func (e *encoder) local(l ir.Local) {
	e.locals = max(e.locals, int(l)+1)
}

// step writes the parts of a statement, as its layout says.
func (e *encoder) step(s step) {
	e.out = append(e.out, byte(s.op))
	given, read := s.given, s.read
	if s.changed != nil {
		given = locals(*s.changed)
	}
	for _, l := range given {
		e.local(l)
		delete(e.facts, l)
	}
	for _, part := range []byte(e.instructions[s.op].layout) {
		switch part {
		case target:
			e.count(int(given[0]))
		case number:
			if len(given) > 1 {
				s.number = int(given[1])
			}
			e.count(s.number)
		case operandB, operandC:
			if s.constant != nil {
				e.count(e.constant(s.constant)*2 + 1)
				continue
			}
			e.operand(read[0])
			read = read[1:]
		case operands:
			e.count(len(read))
			for _, operand := range read {
				e.operand(operand)
			}
		case block:
			e.block(s.blocks[0])
		case blocks:
			e.count(len(s.blocks))
			for _, inner := range s.blocks {
				e.block(inner)
			}
		}
	}
}

// specific is a step with what it calls or reads told apart. One that reads data.facts is needed
// by nobody: of them, parts are read by their names.
func (e *encoder) specific(s step) (of step, needed bool) {
	if s.op == opCall {
		return e.call(s), true
	}
	if s.op != opDot {
		return s, true
	}
	whole := e.simple.settled(s.read[0])
	source, _ := asLocal(whole)
	isData := plain(whole) == ir.Data
	if !isData && !e.facts[source] {
		return s, true
	}
	key, named := plain(s.read[1]).(ir.StringIndex)
	if !named {
		e.fail("data is read by a name that is not written down")
		return s, true
	}
	name := e.static(int(key))
	if isData && name == factsName {
		e.facts[s.given[0]] = true
		return s, false
	}
	s.op, s.number = opFact, e.string(name)
	if isData {
		s.op = opData
	}
	return s, true
}

func (e *encoder) call(s step) step {
	number, ok := e.functions[s.called]
	if !ok {
		if number, ok = e.builtins[s.called]; !ok {
			e.fail("there is no function %s", s.called)
		}
		s.op, s.number = opBuiltin, number
		return s
	}
	for i, parameter := range sharedParameters {
		if len(s.read) <= i || plain(s.read[i]) != parameter {
			e.fail("%s is called with another input", s.called)
			return s
		}
	}
	s.number, s.read = number, s.read[len(sharedParameters):]
	return s
}

func (e *encoder) operand(o ir.Operand) {
	o = e.simple.settled(o)
	if e.simple.isConstant(o) {
		e.count(e.value(o)*2 + 1)
		return
	}
	l, _ := asLocal(o)
	if e.facts[l] || l == ir.Data {
		e.fail("data is handed on as a whole")
	}
	e.local(l)
	e.count(int(l) * 2)
}

// value is the number of a constant that an operand is.
func (e *encoder) value(o ir.Operand) int {
	switch v := plain(o).(type) {
	case ir.StringIndex:
		return e.constant(&constant{kind: constText, static: int(v)})
	case ir.Bool:
		if v {
			return e.constant(&constant{kind: constTrue})
		}
		return e.constant(&constant{kind: constFalse})
	}
	l, _ := asLocal(o)
	f := e.simple.facts[l]
	if f.by.constant == nil {
		return e.value(f.by.read[0])
	}
	var parts []int
	for _, change := range f.changes {
		for _, part := range change.read {
			parts = append(parts, e.value(part))
		}
	}
	return e.constant(f.by.constant, parts...)
}

// constant is the number of a constant. Its parts have theirs already.
func (e *encoder) constant(c *constant, parts ...int) int {
	encoded := []byte{c.kind}
	switch c.kind {
	case constText, constNumber:
		text := c.text
		if text == "" {
			text = e.static(c.static)
		}
		encoded = binary.AppendUvarint(encoded, uint64(e.string(text)))
	case constArray, constSet, constObject:
		encoded = binary.AppendUvarint(encoded, uint64(len(parts)))
		for _, part := range parts {
			encoded = binary.AppendUvarint(encoded, uint64(part))
		}
	}
	for i, other := range e.constants {
		if string(other) == string(encoded) {
			return i
		}
	}
	e.constants = append(e.constants, encoded)
	return len(e.constants) - 1
}
