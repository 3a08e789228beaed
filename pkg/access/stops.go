package access

import "slices"

// maxStops is how many stops of one policy are told.
const maxStops = 8

// stops tells what kept the policies of a source from allowing the request.
func (e *evaluation) stops(source source) []Stop {
	switch {
	case (source.kind == Identity || source.kind == Resource) && e.granted():
		return nil
	case source.kind == Resource && e.restricted == yes:
		return []Stop{{
			Pointer: Pointer{Policy: "public access block"}, Kind: Resource,
			Clause: "has RestrictPublicBuckets on, and the bucket's policy is public",
		}}
	case source.kind == Identity && e.policies.AssumeCallerAllowed:
		return nil
	}
	allow := e.judgeAll(source.policies, source.kind, source.unread).allow
	if allow.any() != no {
		return e.nearlyNamed(source, allow)
	}
	var nearest []Stop
	for _, policy := range source.policies {
		if policy != nil {
			nearest = append(nearest, e.nearestStops(policy, source.kind)...)
		}
	}
	if len(nearest) == 0 {
		return e.nothing(source)
	}
	return nearest
}

// keptHome tells of an operation that no policy could let the caller do.
func (e *evaluation) keptHome(effect Effect) []Stop {
	if effect != ImplicitDeny || !e.caller.owned() || e.owner == "" || e.owner == e.caller.account || !e.staysHome() {
		return nil
	}
	return []Stop{{
		Pointer: Pointer{Policy: "AWS KMS"}, Kind: Resource,
		Clause: "takes " + e.request.Action + " of the key's own account alone",
	}}
}

// nothing tells of a source that has no Allow at all: of the policy that is missing, or of
// one that leaves nothing.
func (e *evaluation) nothing(source source) []Stop {
	first := slices.IndexFunc(source.policies, func(policy *Policy) bool { return policy != nil })
	switch {
	case e.needs(source.kind) && (source.kind == Resource || first < 0):
		none := Pointer{Policy: "no " + string(source.kind) + " policy"}
		return []Stop{{Pointer: none, Kind: source.kind, Clause: "allows it"}}
	case source.kind == Resource || first < 0:
		return nil
	default:
		limit := Pointer{Policy: source.policies[first].Name}
		return []Stop{{Pointer: limit, Kind: source.kind, Clause: "allows nothing like it"}}
	}
}

// needs says whether a request can only be allowed with a policy of the kind, though
// there may be none.
func (e *evaluation) needs(kind Kind) bool {
	return kind == Identity || kind == Resource && (e.required || !e.caller.owned() || e.owner != e.caller.account)
}

// nearlyNamed are the parts that alone keep the resource's policy from letting in the caller by
// his own name, or by one that has another path. In one account he would need nothing else; as it
// is the policy only lets his account.
func (e *evaluation) nearlyNamed(source source, allow named) []Stop {
	if source.kind != Resource || max(allow[direct], allow[byRole]) != no || e.owner != e.caller.account {
		return nil
	}
	var stops []Stop
	for _, policy := range source.policies {
		for i := range policy.statements {
			s := &policy.statements[i]
			if s.allow && s.principals.meansHim(&e.caller) && s.actions.match(value{text: e.request.Action}, e) != no {
				stops = append(stops, e.failing(policy, s, Resource)...)
			}
		}
	}
	return stops[:min(len(stops), maxStops)]
}

// meansHim says whether an entry surely names the caller and nobody else, or one of his name and
// account with another path, which the account has not beside him (IAM User Guide, "IAM identifiers").
func (p *principals) meansHim(caller *identity) bool {
	return !p.not && p.doubt == nil && slices.ContainsFunc(p.entries, func(n entry) bool {
		if n.doubt != nil || n.principal.kind != anIdentity {
			return false
		}
		named := &n.principal.identity
		_, matches := n.principal.match(caller)
		return matches == yes || named.kind == caller.kind && named.name == caller.name && named.shares(caller)
	})
}

// nearestStops are those of the Allow statements with the fewest parts that do not fit. Of
// as many, one that is for the caller is nearer.
func (e *evaluation) nearestStops(policy *Policy, kind Kind) []Stop {
	nearest := 0
	var stops []Stop
	for i := range policy.statements {
		s := &policy.statements[i]
		if !s.allow {
			continue
		}
		failing := e.failing(policy, s, kind)
		distance := 2 * len(failing)
		if kind == Resource && s.principals.name(&e.caller).any() == no {
			distance++
		}
		if len(failing) == 0 || nearest > 0 && distance > nearest {
			continue
		}
		if distance < nearest {
			stops = nil
		}
		nearest = distance
		if len(stops) < maxStops {
			stops = append(stops, failing...)
		}
	}
	return stops
}
