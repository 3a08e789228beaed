package access

import "slices"

// statement is one statement, compiled.
type statement struct {
	pointer, sid string
	index        int
	// allow and deny are both set where the effect is not known.
	allow, deny bool
	effect      *Pointer
	principals  principals
	actions     list
	resources   list
	conditions  []condition
	// doubts are parts that leave it open whether the statement applies at all.
	doubts []*Pointer
	// twice is set where two statements of the policy have one Sid, which IAM refuses.
	twice *Pointer
}

// list is Action, Resource or their opposites.
type list struct {
	pointer    string
	given, not bool
	items      []item
	doubt      *Pointer
}

// item is an entry of a list. Of what is unknown or broken the pattern has a hole.
type item struct {
	pointer string
	pattern pattern
	doubt   *Pointer
}

// principals is Principal or NotPrincipal.
type principals struct {
	pointer    string
	given, not bool
	entries    []entry
	doubt      *Pointer
}

// entry is one principal. Its doubt is set where it is unknown; a broken one matches
// nobody, since AWS has no such principal.
type entry struct {
	pointer, kind string
	principal     principal
	doubt         *Pointer
}

// match says whether some item matches, or for the opposites, none.
func (l *list) match(v value, e *evaluation) truth {
	if l.doubt != nil {
		return maybe
	}
	answer := no
	for i := range l.items {
		if answer = max(answer, l.items[i].pattern.match(v, e)); answer == yes {
			break
		}
	}
	if !l.not {
		return answer
	}
	if slices.ContainsFunc(l.items, func(i item) bool { return i.pattern.unresolved(e) }) {
		answer = max(answer, maybe)
	}
	return answer.not()
}

// name says how far the element names the caller.
func (p *principals) name(caller *identity) named {
	if p.doubt != nil {
		return named{direct: maybe, byRole: maybe, byAccount: maybe}
	}
	if p.not {
		return named{direct: p.excludes(caller).not()}
	}
	var answer named
	for i := range p.entries {
		p.entries[i].name(caller, &answer)
	}
	return answer
}

func (n *entry) name(caller *identity, answer *named) {
	if n.doubt == nil {
		answer.add(n.principal.match(caller))
		return
	}
	for _, form := range caller.forms(n.kind) {
		if form.begins && n.principal.pattern.couldBegin(form.text) ||
			!form.begins && n.principal.pattern.match(form.value, nil) != no {
			answer.add(form.class, maybe)
		}
	}
}

// excludes says whether NotPrincipal leaves the caller out. The IAM User Guide demands
// that the caller's account is listed beside the user, and the role beside the session;
// with less it says that the caller "might" be denied.
func (p *principals) excludes(caller *identity) truth {
	var listed named
	for i := range p.entries {
		p.entries[i].name(caller, &listed)
	}
	for i := range p.entries {
		if p.entries[i].doubt == nil && p.entries[i].principal.kind == everyone {
			return yes
		}
	}
	if !caller.owned() {
		return listed.any()
	}
	all := min(listed[byAccount], listed[direct])
	switch caller.kind {
	case root:
		return listed[byAccount]
	case session, role:
		all = min(all, listed[byRole])
	default:
	}
	if all == yes {
		return yes
	}
	return min(listed.any(), maybe)
}

// listsAnother says whether NotPrincipal lists another identity of the caller's account and surely
// not him: the account stands beside whom it is to spare, and spares nobody else (IAM User Guide,
// "NotPrincipal", which denies all of an account but one user so).
func (p *principals) listsAnother(caller *identity) bool {
	if p.doubt != nil || !caller.owned() || caller.kind == root {
		return false
	}
	var listed named
	another := false
	for i := range p.entries {
		one := &p.entries[i]
		one.name(caller, &listed)
		another = another || one.doubt == nil && one.principal.kind == anIdentity &&
			one.principal.identity.account == caller.account
	}
	return another && max(listed[direct], listed[byRole]) == no
}

// form is a way in which an unknown principal could name a caller.
type form struct {
	value

	class class
	// begins says that anything may follow.
	begins bool
}

// forms are all ways for a principal of this type to name the caller.
func (i *identity) forms(kind string) []form {
	switch {
	case kind == "AWS" && !i.owned():
		return []form{{value: value{text: "*"}, class: direct}}
	case kind == "CanonicalUser" && i.owned():
		return []form{{class: byAccount, begins: true}}
	case kind != "AWS" && (i.kind == service || i.kind == provider):
		return []form{{value: value{text: i.text}, class: direct}}
	case kind == "AWS":
		return i.formsAWS()
	default:
		return nil
	}
}

func (i *identity) formsAWS() []form {
	partition := i.partition
	if partition == "" {
		partition = "aws"
	}
	account := "arn:" + partition + ":iam::" + i.account
	all := []form{
		{value: value{text: "*"}, class: direct},
		{value: value{text: i.account}, class: byAccount},
		{value: value{text: account + ":root"}, class: byAccount},
	}
	switch i.kind {
	case role:
		sessions := "arn:" + partition + ":sts::" + i.account + ":assumed-role/" + i.name + "/"
		return append(all, form{value: i.arn(), class: byRole},
			form{value: value{text: sessions}, class: direct, begins: true})
	case session:
		return append(all, form{value: i.arn(), class: byRole}, form{value: value{text: i.text}, class: direct})
	case federatedUser:
		return append(all, form{value: value{text: i.text}, class: direct},
			form{value: value{text: account + ":user/"}, class: byRole, begins: true})
	default:
		return append(all, form{value: value{text: i.text}, class: direct})
	}
}
