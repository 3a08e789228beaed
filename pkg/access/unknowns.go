package access

// unknowns are all parts of the statement that are unknown or broken.
func (s *statement) unknowns() []Pointer {
	var all []Pointer
	add := func(doubt *Pointer) {
		if doubt != nil {
			all = append(all, *doubt)
		}
	}
	for _, doubt := range s.doubts {
		add(doubt)
	}
	add(s.effect)
	add(s.actions.doubt)
	add(s.resources.doubt)
	add(s.principals.doubt)
	for i := range s.principals.entries {
		add(s.principals.entries[i].doubt)
	}
	for _, list := range []*list{&s.actions, &s.resources} {
		for i := range list.items {
			add(list.items[i].doubt)
		}
	}
	for i := range s.conditions {
		add(s.conditions[i].doubt)
		for j := range s.conditions[i].operands {
			add(s.conditions[i].operands[j].doubt)
		}
	}
	return all
}

// dependsOn are the unknown parts that could decide.
func (e *evaluation) dependsOn(open outcome) []Pointer {
	var all []Pointer
	if e.caller.kind == broken || e.request.Action == "" {
		return []Pointer{{Reason: "the principal or the action is no valid one"}}
	}
	for _, source := range e.sources() {
		if source.unread != "" {
			all = append(all, Pointer{Policy: string(source.kind) + " policies", Reason: source.unread})
		}
		for _, policy := range source.policies {
			if policy != nil {
				all = append(all, e.policyDependsOn(policy, source.kind, open)...)
			}
		}
	}
	all = append(all, e.requestDependsOn(open)...)
	if len(all) == 0 {
		all = append(all, Pointer{Reason: "whether a grant on the key holds for the caller is not known"})
	}
	return sorted(all)
}

// requestDependsOn are what is not known of the request and the resource.
func (e *evaluation) requestDependsOn(open outcome) []Pointer {
	var all []Pointer
	if open.allow != maybe {
		return nil
	}
	add := func(known bool, reason string) {
		if !known {
			all = append(all, Pointer{Reason: reason})
		}
	}
	add(e.owner != "" || !e.caller.owned(), "the account of the resource is not known")
	p := e.policies
	add(p.GrantsUnread == "" || !e.grantable(), p.GrantsUnread)
	add(p.PublicAccessUnread == "" || e.resource.service != "s3", p.PublicAccessUnread)
	add(p.ACLUnread == "" || p.Ownership == "BucketOwnerEnforced", p.ACLUnread)
	return all
}

// source is a group of policies that a decision looks at.
type source struct {
	kind     Kind
	policies []*Policy
	unread   string
}

func (e *evaluation) sources() []source {
	p := e.policies
	all := []source{{Resource, []*Policy{p.Resource}, p.ResourceUnread}}
	if !e.caller.owned() {
		return all
	}
	all = append(all, source{Identity, p.Identity, e.identityUnread()},
		source{Boundary, []*Policy{p.Boundary}, p.BoundaryUnread}, source{Session, p.Session, p.SessionUnread})
	if e.caller.serviceLinked() {
		return all
	}
	for _, level := range p.ServiceControl {
		all = append(all, source{ServiceControl, level, ""})
	}
	return append(all, source{ServiceControl, nil, p.ServiceControlUnread})
}

func (e *evaluation) policyDependsOn(policy *Policy, kind Kind, open outcome) []Pointer {
	if policy.doubt != nil {
		return []Pointer{*policy.doubt}
	}
	var all []Pointer
	for i := range policy.statements {
		s := &policy.statements[i]
		if (s.allow && open.allow == maybe || s.deny && open.deny == maybe) && e.isOpen(s, kind) {
			all = append(all, e.openParts(policy, s, kind)...)
		}
	}
	return all
}

// isOpen says whether it is not known that the statement applies, or what it does.
func (e *evaluation) isOpen(s *statement, kind Kind) bool {
	names, rest := e.apply(s, kind)
	if rest == no || names.any() == no {
		return false
	}
	for _, name := range names {
		if min(name, rest) == maybe {
			return true
		}
	}
	return s.allow && s.deny
}

// openParts are the parts that leave it open whether a statement applies. None of its
// parts surely stops it.
func (e *evaluation) openParts(policy *Policy, s *statement, kind Kind) []Pointer {
	all := e.openLists(policy, s, kind)
	for _, doubt := range s.doubts {
		all = append(all, *doubt)
	}
	if s.effect != nil {
		all = append(all, *s.effect)
	}
	if clause := s.misplaced(e.place(kind)); clause != "" {
		all = append(all, Pointer{Policy: policy.Name, Pointer: s.pointer, Reason: clause})
	}
	if s.refused(kind) {
		all = append(all, *s.twice)
	}
	for i := range s.conditions {
		if c := &s.conditions[i]; c.holds(e) == maybe {
			all = append(all, e.openCondition(policy, c)...)
		}
	}
	return all
}
