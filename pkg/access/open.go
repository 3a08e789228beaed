package access

// openLists are the principals, actions and resources that leave a statement open.
func (e *evaluation) openLists(policy *Policy, s *statement, kind Kind) []Pointer {
	all := e.openItems(policy, &s.actions, value{text: e.request.Action})
	switch {
	case e.request.Resource != "":
		all = append(all, e.openItems(policy, &s.resources, value{text: e.request.Resource})...)
	case e.covers(s) == maybe:
		all = append(all, Pointer{policy.Name, s.resources.pointer, "", "the resource's ARN is not known"})
	}
	if kind == Resource {
		all = append(all, e.openPrincipals(policy, &s.principals)...)
	}
	return all
}

func (e *evaluation) openItems(policy *Policy, list *list, target value) []Pointer {
	if list.doubt != nil {
		return []Pointer{*list.doubt}
	}
	if list.match(target, e) != maybe {
		return nil
	}
	var all []Pointer
	for i := range list.items {
		item := &list.items[i]
		switch {
		case item.pattern.match(target, e) != maybe:
		case item.doubt != nil:
			all = append(all, *item.doubt)
		default:
			all = append(all, Pointer{policy.Name, item.pointer, "", "the value of its variable is not known"})
		}
	}
	if len(all) == 0 {
		all = append(all, Pointer{policy.Name, list.pointer, "", "a variable in it has no value"})
	}
	return all
}

func (e *evaluation) openPrincipals(policy *Policy, p *principals) []Pointer {
	if p.doubt != nil {
		return []Pointer{*p.doubt}
	}
	var all []Pointer
	for i := range p.entries {
		entry := &p.entries[i]
		var names named
		entry.name(&e.caller, &names)
		switch {
		case names.any() != maybe:
		case entry.doubt != nil:
			all = append(all, *entry.doubt)
		default:
			all = append(all, Pointer{policy.Name, entry.pointer, "", "whether that is the caller is not known"})
		}
	}
	if len(all) == 0 && p.not && p.excludes(&e.caller) == maybe {
		all = append(all, Pointer{policy.Name, p.pointer, "", "NotPrincipal names only part of the caller"})
	}
	return all
}

func (e *evaluation) openCondition(policy *Policy, c *condition) []Pointer {
	if c.doubt != nil {
		return []Pointer{*c.doubt}
	}
	found := e.context(c.lookup)
	if found.state == unsure || found.state == present || found.state == oneOf {
		return []Pointer{{policy.Name, c.pointer, "", "the request's " + c.key + " is not known"}}
	}
	if found.state == missing && !c.null {
		return []Pointer{{policy.Name, c.pointer, "", "AWS does not say what " + c.operator + " does without the key"}}
	}
	var all []Pointer
	for i := range c.operands {
		if doubt := c.operands[i].doubt; doubt != nil {
			all = append(all, *doubt)
		}
	}
	if len(all) == 0 {
		all = append(all, Pointer{policy.Name, c.pointer, "", "what it compares is not known in full"})
	}
	return all
}
