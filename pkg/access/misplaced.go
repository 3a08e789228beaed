package access

import "fmt"

// otherResource is a policy of neither a role, a bucket nor a key: Amazon SNS and others
// take it without Resource.
const otherResource Kind = "other"

// ProblemsAs are the problems of a policy that only show once it is known what it is for:
// an identity policy has no Principal, a trust policy no Resource, and the policy of a
// bucket or key, for which [Resource] asks, has both. What IAM itself takes has each Sid
// once (IAM User Guide, "IAM JSON policy elements: Sid").
func (p *Policy) ProblemsAs(kind Kind) []Problem {
	var problems []Problem
	for i := range p.statements {
		if clause := p.statements[i].misplaced(kind); clause != "" {
			problems = append(problems, Problem{p.statements[i].pointer, clause})
		}
	}
	if kind != Resource {
		problems = append(problems, p.ambiguous()...)
	}
	return problems
}

// ambiguous are the statements whose Sid another one has, which IAM refuses.
func (p *Policy) ambiguous() []Problem {
	var problems []Problem
	seen := map[string]string{}
	for i := range p.statements {
		s := &p.statements[i]
		if s.sid == "" {
			continue
		}
		if first, again := seen[s.sid]; again {
			message := fmt.Sprintf("Sid %q is that of %s too", shorten(s.sid), first)
			problems = append(problems, Problem{s.pointer + "/Sid", message})
			continue
		}
		seen[s.sid] = s.pointer
	}
	return problems
}

// refused says whether IAM refuses the policy that the statement is of for a Sid that it has twice.
// Buckets and keys take that. Of a trust policy who judges its shape tells it.
func (s *statement) refused(kind Kind) bool { return s.twice != nil && kind != Resource }

// misplaced is why AWS refuses the statement in a policy of this kind, or empty.
func (s *statement) misplaced(kind Kind) string {
	if !s.actions.given {
		return "" // it is broken, or nothing is known of it
	}
	switch kind {
	case Trust:
		if s.resources.given {
			return "a trust policy has no Resource: the role is the resource"
		}
	case Resource:
		if !s.resources.given {
			return "a statement of a bucket's or key's policy has a Resource"
		}
	case otherResource:
	default:
		if s.principals.given {
			return "a statement of a policy for an identity has no Principal"
		}
		if !s.resources.given {
			return "a statement of a policy for an identity has a Resource"
		}
		return ""
	}
	if !s.principals.given {
		return "a statement of a resource's policy has a Principal"
	}
	return ""
}
