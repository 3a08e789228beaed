package access

import (
	"net/netip"
	"slices"
)

// Publicity is what S3 says about a bucket policy.
type Publicity struct {
	// Public are the statements that make it public, by pointer.
	Public []Pointer
	// DependsOn are the unknown parts that could make it public, where Public is empty.
	DependsOn []Pointer
}

// Public says whether S3 calls the policy public (S3 User Guide, "Blocking public access",
// "The meaning of public"): some statement allows anyone, and none of its conditions
// bounds that to fixed values of the keys that S3 lists.
func (p *Policy) Public() Publicity {
	if p.doubt != nil {
		return Publicity{DependsOn: []Pointer{*p.doubt}}
	}
	var answer Publicity
	for i := range p.statements {
		s := &p.statements[i]
		switch s.public() {
		case yes:
			answer.Public = append(answer.Public, Pointer{Policy: p.Name, Pointer: s.pointer})
		case maybe:
			answer.DependsOn = append(answer.DependsOn, s.unknowns()...)
		default:
		}
	}
	if len(answer.Public) > 0 {
		answer.DependsOn = nil
	}
	answer.DependsOn = sorted(answer.DependsOn)
	return answer
}

// Opened is the policy with a statement more, which lets everyone do everything: what it then does
// not let somebody do, a Deny of its own takes from him.
func (p *Policy) Opened() *Policy {
	all := list{given: true, items: []item{{pattern: compile("*", style{wildcards: true}, variables{})}}}
	everyone := principals{given: true, entries: []entry{{kind: "*", principal: principal{kind: everyone, text: "*"}}}}
	opened := *p
	opened.statements = append(slices.Clone(p.statements), statement{
		pointer: "", index: len(p.statements), allow: true, principals: everyone, actions: all, resources: all,
	})
	return &opened
}

func (p *Policy) public() truth {
	switch publicity := p.Public(); {
	case len(publicity.Public) > 0:
		return yes
	case len(publicity.DependsOn) > 0:
		return maybe
	default:
		return no
	}
}

func (s *statement) public() truth {
	if !s.allow {
		return no
	}
	answer := s.principals.wide()
	if s.deny || len(s.doubts) > 0 {
		answer = min(answer, maybe)
	}
	for i := range s.conditions {
		answer = min(answer, s.conditions[i].fixed().not())
	}
	return answer
}

// wide says whether the element names anyone. All but "*" are fixed principals.
func (p *principals) wide() truth {
	switch {
	case p.doubt != nil:
		return maybe
	case p.not:
		return yes
	}
	answer := no
	for i := range p.entries {
		entry := &p.entries[i]
		switch {
		case entry.doubt == nil:
			answer = max(answer, truthOf(entry.principal.kind == everyone))
		case entry.kind == "AWS":
			answer = max(answer, min(entry.principal.pattern.match(value{text: "*"}, nil), maybe))
		}
	}
	return answer
}

// fixed says whether the condition bounds a statement to fixed values.
func (c *condition) fixed() truth {
	if c.doubt != nil {
		return maybe
	}
	if !bounds(c.lookup) || c.negated || c.null || c.ifExists || c.quantifier == forAll {
		return no
	}
	answer := yes
	for i := range c.operands {
		operand := &c.operands[i]
		if operand.doubt != nil {
			answer = min(answer, maybe)
			continue
		}
		answer = min(answer, truthOf(isFixed(operand.test, c.lookup)))
	}
	return answer
}

// bounds says whether S3 takes the key as a bound.
func bounds(key string) bool {
	switch key {
	case "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
		"aws:sourceip", "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner",
		"aws:sourceaccount", "aws:sourceorgid", "aws:userid",
		"s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:dataaccesspointarn", "s3:dataaccesspointaccount":
		return true
	default:
		return false
	}
}

// isFixed says whether a value is one value, or a range of addresses no wider than S3
// takes. Of an access point only the account has to be fixed.
func isFixed(test matcher, key string) bool {
	switch test := test.(type) {
	case *pattern:
		return !test.wild()
	case *arnPattern:
		if key == "s3:dataaccesspointarn" && len(test.fields) == arnFields {
			return !test.fields[4].wild()
		}
		return !test.whole.wild()
	case network:
		prefix := netip.Prefix(test)
		return prefix.Bits() >= 32 || prefix.Addr().Is4() && prefix.Bits() >= 8
	default:
		return false
	}
}

// restrict takes from a public policy what RestrictPublicBuckets takes: all but the
// bucket owner's account and AWS services.
func (e *evaluation) restrict(own *named) {
	on := no
	switch {
	case e.resource.service != "s3" || e.policies.Resource == nil || e.caller.kind == service:
	case e.policies.PublicAccess != nil:
		on = truthOf(e.policies.PublicAccess.RestrictPublicBuckets)
	case e.policies.PublicAccessUnread != "":
		on = maybe
	}
	if on == no {
		return
	}
	outside := truthOf(e.owner != e.caller.account)
	if e.owner == "" && e.caller.owned() {
		outside = maybe
	}
	e.restricted = min(on, outside, e.policies.Resource.public())
	for c := range own {
		own[c] = min(own[c], e.restricted.not())
	}
}
