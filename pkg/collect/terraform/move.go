package terraform

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxFormer bounds the addresses that one resource had: moved blocks stay for years, and each
// of them may be for a module and for what is in it.
const maxFormer = 100

// move is a moved block: what stands at to stood at from.
type move struct {
	from, to steps
	at       span
}

// addMove notes a moved block. Terraform refuses two that disagree; the first counts.
func (f *folder) addMove(b *block) {
	made := &move{at: b.header}
	for name, into := range map[string]*steps{"from": &made.from, "to": &made.to} {
		if item := b.body.attribute(name); item != nil {
			*into = stepsOf(item.expr)
		}
	}
	if made.from == nil || made.to == nil || made.from.isModule() != made.to.isModule() {
		f.problems = append(f.problems, broken(b.header, "a moved block needs from and to, which are addresses of two "+
			"resources, such as aws_kms_key.main, or of two modules, such as module.search"))
		return
	}
	from, to := made.from.String(), made.to.String()
	before, other := f.movedTo[to], f.movedFrom[from]
	switch {
	case before != nil && before.from.String() != from:
		f.problems = append(f.problems, broken(b.header, "%s and %s are both moved to %s: remove one of the moved blocks",
			collect.Quote(before.from.String()), collect.Quote(from), collect.Quote(to)))
	case other != nil && other.to.String() != to:
		f.problems = append(f.problems, broken(b.header, "%s is moved to %s and to %s: remove one of the moved blocks",
			collect.Quote(from), collect.Quote(other.to.String()), collect.Quote(to)))
	case before == nil:
		f.movedTo[to], f.movedFrom[from] = made, made
		f.moves = append(f.moves, made)
	}
}

// placedMove is a move of a module, which is named by the modules that lead to it.
type placedMove struct {
	*move

	in []string
}

// before is the address that one had before a move in a module, where the move is of it or of
// a module that it is in.
func (m *placedMove) before(address steps) (steps, bool) {
	in := m.in
	if len(address) < len(in)+len(m.to) {
		return nil, false
	}
	for i, name := range in {
		if address[i].name != name {
			return nil, false
		}
	}
	moved := address[len(in) : len(in)+len(m.to)]
	rest := address[len(in)+len(m.to):]
	last := len(m.to) - 1
	whole := m.from[len(m.from)-1].key == "" && m.to[last].key == ""
	for i, want := range m.to {
		if moved[i].name != want.name || moved[i].key != want.key && (i < last || !whole) {
			return nil, false
		}
	}
	if !m.to.isModule() && len(rest) > 0 {
		return nil, false
	}
	old := slices.Concat(address[:len(in)], m.from)
	if whole {
		old[len(old)-1].key = moved[last].key
	}
	return append(old, rest...), true
}

// moves are those of all modules of a root, by the last step of where they lead to.
type moves map[string][]placedMove

// add takes the moves of a module and of those that it calls, each once.
func (all moves) add(m *module, seen map[string]bool) {
	if !seen[m.key] {
		seen[m.key] = true
		var in []string
		for _, one := range stepsIn(strings.TrimSuffix(m.keylessPrefix(), ".")) {
			in = append(in, one.name)
		}
		for _, one := range m.folder.moves {
			last := one.to[len(one.to)-1]
			all[last.name+last.key] = append(all[last.name+last.key], placedMove{one, in})
		}
	}
	for _, b := range m.folder.calls {
		called := m.calls[b.label(0)]
		if called == nil {
			continue
		}
		for _, instance := range called.instances {
			if instance.module != nil {
				all.add(instance.module, seen)
			}
		}
	}
}

// of are the moves that may lead to an address or to a module that it is in.
func (all moves) of(address steps) []placedMove {
	var found []placedMove
	for _, one := range slices.Backward(address) {
		found = append(found, all[one.name+one.key]...)
		if one.key != "" {
			found = append(found, all[one.name]...)
		}
	}
	return found
}

// observeMoves says of all resources of a root what addresses they had before moved blocks.
func (e *evaluated) observeMoves(main *module, unit []*snapshot.Observation) {
	all := moves{}
	all.add(main, map[string]bool{})
	if len(all) == 0 {
		return
	}
	declared := map[string]bool{}
	for _, o := range unit {
		declared[o.Address] = true
	}
	for _, o := range unit {
		o.Formerly = e.formerly(o.Address, all, declared)
	}
}

// formerly are the addresses that lead to one by moves. What is still declared there is
// another thing: Terraform refuses such a move, and moves that lead in a circle.
func (e *evaluated) formerly(address string, all moves, declared map[string]bool) []string {
	var former []string
	for pending := []steps{stepsIn(address)}; len(pending) > 0 && len(former) < maxFormer; pending = pending[1:] {
		for _, one := range all.of(pending[0]) {
			old, ok := one.before(pending[0])
			name := old.String()
			switch {
			case !ok || slices.Contains(former, name):
			case name == address:
				e.problems.add(broken(one.at, "the moved blocks of %s lead in a circle: remove one of them",
					collect.Quote(one.to.String())))
			case declared[name]:
				e.problems.add(broken(one.at, "%s is moved, and is still declared: remove its block or the moved block",
					collect.Quote(name)))
			default:
				former, pending = append(former, name), append(pending, old)
			}
		}
	}
	return former
}
