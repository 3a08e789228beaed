package queryplan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ir"
)

// simple is what is known of the locals of one block of a function: many are constants, or
// other names of another local, and cost nothing at run time. The planner gives every term a
// local of its own, and numbers them anew in each block.
type simple struct {
	facts map[ir.Local]*facts
	// shared are the locals that are more than one block's.
	shared map[ir.Local]bool
	around []*ir.Block
	steps  int
	err    error
}

// facts are how a local comes to its value.
type facts struct {
	given   int       // how often it gets one
	by      step      // what gave it the last
	home    *ir.Block // where that stands
	at      int       // and when
	changes []step    // what is put into it
	changed int       // when something was last
	astray  bool      // it is read or changed where the value of home is not certain
}

// shared are the locals that stand for something outside of the blocks of a function: its
// parameters, its result, and what one block reads before it gives it a value.
func shared(function *ir.Func) map[ir.Local]bool {
	found := map[ir.Local]bool{function.Return: true, ir.Input: true, ir.Data: true}
	for _, parameter := range function.Params {
		found[parameter] = true
	}
	for _, block := range function.Blocks {
		unexplained(block, map[ir.Local]bool{}, found)
	}
	return found
}

// unexplained adds what a block reads or changes before it gives it a value.
func unexplained(block *ir.Block, given, found map[ir.Local]bool) {
	for _, stmt := range block.Stmts {
		s, _ := describe(stmt)
		used := slices.Clone(s.read)
		if s.changed != nil {
			used = append(used, local(*s.changed))
		}
		if s.op == opAssignOnce { // it compares with what there is
			used = append(used, local(s.given[0]))
		}
		for _, operand := range used {
			if l, ok := asLocal(operand); ok && !given[l] {
				found[l] = true
			}
		}
		for _, l := range s.given {
			given[l] = true
		}
		for _, inner := range s.blocks {
			unexplained(inner, given, found)
		}
	}
}

func simplify(block *ir.Block, shared map[ir.Local]bool) (*simple, error) {
	s := &simple{facts: map[ir.Local]*facts{}, shared: shared}
	s.block(block)
	return s, s.err
}

func (s *simple) of(l ir.Local) *facts {
	if s.facts[l] == nil {
		s.facts[l] = &facts{}
	}
	return s.facts[l]
}

func (s *simple) block(block *ir.Block) {
	s.around = append(s.around, block)
	for _, stmt := range block.Stmts {
		s.steps++
		described, err := describe(stmt)
		if err != nil {
			s.err = err
		}
		s.step(block, described)
	}
	s.around = s.around[:len(s.around)-1]
}

func (s *simple) step(block *ir.Block, described step) {
	for _, operand := range described.read {
		if l, ok := asLocal(operand); ok {
			if f := s.of(l); f.given > 0 && !slices.Contains(s.around, f.home) {
				f.astray = true
			}
		}
	}
	if described.changed != nil {
		f := s.of(*described.changed)
		f.changes, f.changed = append(f.changes, described), s.steps
		f.astray = f.astray || f.home != block
	}
	for _, l := range described.given {
		f := s.of(l)
		f.given++
		f.by, f.home, f.at = described, block, s.steps
	}
	for _, inner := range described.blocks {
		s.block(inner)
	}
}

// single is how a local comes to the only value that it has in the block.
func (s *simple) single(l ir.Local) (*facts, bool) {
	f := s.facts[l]
	if f == nil || f.given != 1 || s.shared[l] {
		return nil, false
	}
	return f, true
}

// settled is what an operand is another name of, or the operand itself.
func (s *simple) settled(o ir.Operand) ir.Operand {
	l, ok := asLocal(o)
	if !ok {
		return o
	}
	f, ok := s.single(l)
	if !ok || f.astray || len(f.changes) > 0 || f.by.op != opAssign || f.by.constant != nil {
		return o
	}
	source := f.by.read[0]
	if other, ok := asLocal(source); ok {
		if given, ok := s.single(other); !ok && s.facts[other].given > 0 || ok && given.changed > f.at {
			return o // it may be another one by then
		}
	}
	return s.settled(source)
}

// isConstant says whether an operand is a constant, or a collection of them that is complete
// before anything reads it.
func (s *simple) isConstant(o ir.Operand) bool {
	l, ok := asLocal(o)
	if !ok {
		return true
	}
	f, ok := s.single(l)
	if !ok || f.astray {
		return false
	}
	if f.by.constant == nil {
		return f.by.op == opAssign && len(f.changes) == 0 && s.isConstant(f.by.read[0])
	}
	return !slices.ContainsFunc(f.changes, func(change step) bool {
		return slices.ContainsFunc(change.read, func(part ir.Operand) bool { return !s.isConstant(part) })
	})
}

// spared says whether a step gives or changes what stands nowhere else in the block.
func (s *simple) spared(described step) bool {
	switch {
	case described.changed != nil:
		return s.isConstant(local(*described.changed))
	case len(described.given) != 1:
		return false
	}
	o := local(described.given[0])
	return s.isConstant(o) || described.op == opAssign && s.settled(o) != o
}
