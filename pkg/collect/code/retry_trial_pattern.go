package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// matches is whether a value is what a case of a switch is for.
func (t *trial) matches(value worth, label *program.Node) odds {
	if t.u.language == syntax.CSharp {
		return t.fits(value, label)
	}
	return t.equal(value, t.worth(label))
}

// fits is whether a value fits a pattern of C#: >= 500, 429 or 503, RpcException { StatusCode: … }.
func (t *trial) fits(value worth, pattern *program.Node) odds {
	if *t.work--; *t.work < 0 || pattern == nil {
		return openOdds()
	}
	switch class := pattern.Kind == program.Name || pattern.Kind == program.Member; {
	case pattern.Kind == program.Operation:
		return t.fitsOperation(value, pattern)
	case pattern.Kind == program.Other:
		return t.fitsParts(value, pattern)
	case class && value.is == theError:
		return t.ofClasses(pattern)
	default:
		return t.equal(value, t.worth(pattern))
	}
}

func (t *trial) fitsOperation(value worth, pattern *program.Node) odds {
	first := pattern.First()
	if len(pattern.Children) == 0 {
		return openOdds()
	}
	if len(pattern.Children) == 1 {
		if pattern.Name == "not" {
			return t.fits(value, first).not()
		}
		return t.comparedWorths(pattern.Name, value, t.worth(first))
	}
	switch pattern.Name {
	case "or":
		return t.fits(value, first).or(t.fits(value, pattern.Children[1]))
	case "and":
		return t.fits(value, first).and(t.fits(value, pattern.Children[1]))
	default:
		return openOdds()
	}
}

// fitsParts is for a type with what its properties have to be.
func (t *trial) fitsParts(value worth, pattern *program.Node) odds {
	found := sureOf(true)
	for i, each := range pattern.Children {
		switch {
		case i == 0 && each.Kind != program.Other:
			found = found.and(t.fits(value, each))
		case each.Kind == program.Other && len(each.Children) > 0 && !slices.ContainsFunc(each.Children, isNoProperty):
			for _, property := range each.Children {
				found = found.and(t.fits(t.worthOfName(property.Children[0]), property.Children[1]))
			}
		case each.Kind == program.Other && len(each.Children) > 0:
			return openOdds()
		}
	}
	return found
}

func isNoProperty(n *program.Node) bool {
	return n.Kind != program.Other || len(n.Children) != 2 || n.Children[0].Kind != program.Name
}
