package program

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// golangBlock makes a loop of what a goto jumps back over.
func golangBlock(l *lowering, n *syntax.Node) *Node {
	node := l.whole(Block, n)
	for i, each := range node.Children {
		if each.Kind != Other || each.Name != "label" || len(each.Children) < 2 || each.Children[1].Kind == Loop {
			continue
		}
		if jumps := l.jumpsBack(each); len(jumps) > 0 {
			node.loopFrom(i, jumps)
			break // so that a loop is in no more than the blocks around it
		}
	}
	return node
}

// golangGoto keeps a goto until the block of its label is complete.
func golangGoto(l *lowering, n *syntax.Node) *Node {
	node := l.whole(Other, n)
	node.Name = "goto"
	if label := node.First(); label != nil {
		l.jumps[label.Name] = append(l.jumps[label.Name], node)
	}
	return node
}

// jumpsBack are those that go to a label from below, none where one leaves a loop for that.
func (l *lowering) jumpsBack(label *Node) []*Node {
	name := label.First().Name
	all := l.jumps[name]
	first := len(all)
	for first > 0 && all[first-1].Start > label.Start {
		first--
	}
	l.jumps[name] = all[:first]
	jumps := all[first:]
	if slices.ContainsFunc(jumps, func(jump *Node) bool {
		return jump.Up(func(n *Node) bool { return n.Kind == Loop || n.Kind == Function }) != nil
	}) {
		return nil
	}
	return jumps
}

// loopFrom puts the statements of a block from a label to the last jump into a loop, which they
// leave at its end.
func (n *Node) loopFrom(start int, jumps []*Node) {
	label, last := n.Children[start], jumps[len(jumps)-1]
	end := start
	for end+1 < len(n.Children) && n.Children[end].End < last.End {
		end++
	}
	stop := n.Children[end].End
	body := &Node{Kind: Block, Start: label.Start, End: stop}
	for _, each := range slices.Concat(label.Children[1:], n.Children[start+1:end+1]) {
		body.add(None, each)
	}
	body.add(None, &Node{Kind: Break, Start: stop, End: stop})
	for _, jump := range jumps {
		jump.Kind, jump.Name, jump.Children = Continue, "", nil
	}
	loop := &Node{Kind: Loop, Name: "while", Start: label.Start, End: stop, Role: label.Role, Parent: n}
	loop.add(Body, body)
	n.Children = slices.Concat(n.Children[:start], []*Node{loop}, n.Children[end+1:])
}
