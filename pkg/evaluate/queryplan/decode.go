package queryplan

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Policy is what [Encode] wrote. Its functions are decoded when they are first called, so
// that one policy is for one goroutine.
type Policy struct {
	ends         string // of each string in texts, four bytes each
	texts        string
	terms        []*ast.Term // of the strings, where they were asked for
	builtins     []builtin
	functions    []function
	instructions [ops]instruction
}

type builtin struct {
	name string
	call topdown.BuiltinFunc
	// relation says that it may have any number of results.
	relation bool
}

// function has its blocks once it was called.
type function struct {
	name       int
	parameters int
	locals     int
	content    string
	decoded    bool
	constants  []*ast.Term
	blocks     []code
	// unwanted is undefined, whatever it would be.
	unwanted bool
	// asked and answered count calls, and those for which the answer was known.
	asked, answered int
}

// code is a block, of which a statement is decoded when it is first reached: most rules end
// where there is nothing that they are about.
type code struct {
	content    string // of what is not decoded
	statements []statement
	left       int // to be decoded
}

// operand is the number of a local, or that of a constant less one and negative.
type operand int32

type statement struct {
	run     func(*machine, *call, *statement) int
	target  int32
	number  int32
	b, c    operand
	args    []operand
	blocks  []code
	builtin *builtin
}

// Open reads the directory of a policy. The content is trusted: it was generated.
func Open(content string) (*Policy, error) {
	rest, ok := strings.CutPrefix(content, magic)
	if !ok {
		return nil, fmt.Errorf("open the plans of rules: this is another form than %q", strings.TrimSpace(magic))
	}
	p := &Policy{instructions: instructions()}
	d := decoder{policy: p, rest: rest}
	count := d.count()
	p.ends, d.rest = d.rest[:4*count], d.rest[4*count:]
	if count > 0 {
		p.texts = d.rest[:p.end(count-1)]
	}
	d.rest = d.rest[len(p.texts):]
	p.terms = make([]*ast.Term, count)
	p.builtins = make([]builtin, d.count())
	for i := range p.builtins {
		p.builtins[i].name = p.text(d.count())
	}
	p.functions = make([]function, d.count())
	sizes := make([]int, len(p.functions))
	for i := range p.functions {
		p.functions[i] = function{name: d.count(), parameters: d.count(), locals: d.count()}
		sizes[i] = d.count()
	}
	for i, size := range sizes {
		p.functions[i].content, d.rest = d.rest[:size], d.rest[size:]
	}
	return p, nil
}

// Leave makes functions undefined, by the paths of the rules that they were made of, such as
// data.policies.rules.cmek.region.deny: they are then not evaluated.
func (p *Policy) Leave(unwanted func(path string) bool) {
	for i := range p.functions {
		p.functions[i].unwanted = unwanted(p.path(&p.functions[i]))
	}
}

// root is what the planner puts before a path.
const root = "g0."

func (p *Policy) path(f *function) string { return strings.TrimPrefix(p.text(f.name), root) }

func (p *Policy) end(i int) int {
	b := p.ends[4*i : 4*i+4]
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
}

func (p *Policy) text(i int) string {
	start := 0
	if i > 0 {
		start = p.end(i - 1)
	}
	return p.texts[start:p.end(i)]
}

func (p *Policy) term(i int) *ast.Term {
	if p.terms[i] == nil {
		p.terms[i] = ast.StringTerm(p.text(i))
	}
	return p.terms[i]
}

// find is the function of a name.
func (p *Policy) find(name string) (*function, bool) {
	i, ok := slices.BinarySearchFunc(p.functions, name, func(f function, name string) int {
		return strings.Compare(p.text(f.name), name)
	})
	if !ok {
		return nil, false
	}
	return &p.functions[i], true
}

func (p *Policy) decode(f *function) {
	d := decoder{policy: p, rest: f.content}
	f.constants = make([]*ast.Term, d.count())
	for i := range f.constants {
		f.constants[i] = d.constant(f.constants)
	}
	f.blocks = d.blocks()
	f.decoded = true
}

// decoder reads one part of a policy.
type decoder struct {
	policy *Policy
	rest   string
}

func (d *decoder) byte() byte {
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) count() int {
	if d.rest[0] < 0x80 { // most are
		return int(d.byte())
	}
	n, size := binary.Uvarint([]byte(d.rest[:min(len(d.rest), binary.MaxVarintLen64)]))
	d.rest = d.rest[size:]
	return int(n)
}

// constant has its parts among those before it.
func (d *decoder) constant(before []*ast.Term) *ast.Term {
	switch kind := d.byte(); kind {
	case constText:
		return d.policy.term(d.count())
	case constNumber:
		return ast.NewTerm(ast.Number(d.policy.text(d.count())))
	case constNull:
		return ast.InternedNullTerm
	case constFalse, constTrue:
		return ast.InternedTerm(kind == constTrue)
	default:
		parts := make([]*ast.Term, d.count())
		for i := range parts {
			parts[i] = before[d.count()]
		}
		return ast.NewTerm(collection(kind, parts))
	}
}

func collection(kind byte, parts []*ast.Term) ast.Value {
	switch kind {
	case constArray:
		return ast.NewArray(parts...)
	case constSet:
		return ast.NewSet(parts...)
	}
	object := ast.NewObjectWithCapacity(len(parts) / 2)
	for pair := range slices.Chunk(parts, 2) {
		object.Insert(pair[0], pair[1])
	}
	return object
}

func (d *decoder) blocks() []code {
	blocks := make([]code, d.count())
	for i := range blocks {
		blocks[i] = d.block()
	}
	return blocks
}

func (d *decoder) block() code {
	size := d.count()
	content := d.rest[:size]
	d.rest = d.rest[size:]
	return code{content: content, left: undecoded}
}

const undecoded = -1

// next decodes one statement more, and says whether there is one.
func (p *Policy) next(block *code) bool {
	d := decoder{policy: p, rest: block.content}
	if block.left == undecoded {
		block.left = d.count()
		block.statements = make([]statement, 0, block.left)
	}
	if block.left == 0 {
		return false
	}
	block.left--
	block.statements = block.statements[:len(block.statements)+1]
	d.statement(&block.statements[len(block.statements)-1])
	block.content = d.rest
	return true
}

func (d *decoder) operand() operand {
	n := d.count()
	if n&1 == 1 {
		return operand(-1 - n>>1)
	}
	return operand(n >> 1)
}

func (d *decoder) statement(s *statement) {
	o := op(d.byte())
	instruction := &d.policy.instructions[o]
	s.run = instruction.run
	for _, part := range []byte(instruction.layout) {
		switch part {
		case target:
			s.target = int32(d.count())
		case number:
			s.number = int32(d.count())
		case operandB:
			s.b = d.operand()
		case operandC:
			s.c = d.operand()
		case operands:
			s.args = make([]operand, d.count())
			for i := range s.args {
				s.args[i] = d.operand()
			}
		case block:
			s.blocks = []code{d.block()}
		case blocks:
			s.blocks = d.blocks()
		}
	}
	if o == opBuiltin {
		s.builtin = d.policy.builtin(int(s.number))
	}
}

func (p *Policy) builtin(number int) *builtin {
	b := &p.builtins[number]
	if b.call == nil {
		b.call = topdown.GetBuiltin(b.name)
		b.relation = b.name == ast.WalkBuiltin.Name
	}
	return b
}
