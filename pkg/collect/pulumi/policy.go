package pulumi

import "github.com/pinelint/pinelint/pkg/collect/document"

// invoke is a function of a provider. One is known without its provider: that which makes
// a policy of statements, as Terraform's data source aws_iam_policy_document does.
func (p *program) invoke(c call, function string, given *document.Node) *document.Value {
	switch function {
	case "aws:iam:getPolicyDocument", "aws:iam/getPolicyDocument:getPolicyDocument":
	default:
		return document.Unclear(c.at, "fn::invoke", "a provider tells it when the program runs", "")
	}
	arguments := p.value(given, c.from, c.at.Location, c.depth)
	policy := &document.Value{Kind: document.Map, At: c.at, Note: jsonOf}
	policy.Set("Version", document.String("2012-10-17", c.at))
	statements := arguments.Get("statements")
	if statements != nil && statements.Unknown == nil {
		list := &document.Value{Kind: document.List, At: statements.At}
		for _, one := range statements.Items {
			list.Items = append(list.Items, statement(one))
		}
		statements = list
	}
	policy.Set("Statement", statements)
	if c.argument.Get("return").String() == "json" {
		return policy
	}
	whole := &document.Value{Kind: document.Map, At: c.at}
	whole.Set("json", policy)
	return whole
}

// statement is one of a policy, of its parts in lower case.
func statement(from *document.Value) *document.Value {
	if from == nil || from.Unknown != nil {
		return from
	}
	out := &document.Value{Kind: document.Map, At: from.At}
	out.Set("Effect", document.String("Allow", from.At))
	for _, name := range [][2]string{
		{"sid", "Sid"}, {"effect", "Effect"}, {"actions", "Action"}, {"notActions", "NotAction"},
		{"resources", "Resource"}, {"notResources", "NotResource"},
	} {
		out.Set(name[1], from.Get(name[0]))
	}
	out.Set("Principal", principals(from.Get("principals")))
	out.Set("NotPrincipal", principals(from.Get("notPrincipals")))
	out.Set("Condition", conditions(from.Get("conditions")))
	return out
}

// principals are lists of identifiers by their type. "*" of AWS is everybody.
func principals(from *document.Value) *document.Value {
	if from == nil || from.Unknown != nil {
		return from
	}
	out := &document.Value{Kind: document.Map, At: from.At}
	for _, one := range from.Items {
		kind, ok := one.Get("type").Known()
		if !ok {
			return document.Unclear(one.At, "", "the type of a principal is not known", "")
		}
		add(out, kind, one.Get("identifiers"))
	}
	for _, everybody := range []string{"AWS", "*"} {
		if only := out.Get(everybody); len(out.Fields) == 1 && only != nil && len(only.Items) == 1 {
			if text, ok := only.Items[0].Known(); ok && text == "*" {
				return only.Items[0]
			}
		}
	}
	return out
}

func conditions(from *document.Value) *document.Value {
	if from == nil || from.Unknown != nil {
		return from
	}
	out := &document.Value{Kind: document.Map, At: from.At}
	for _, one := range from.Items {
		test, ok := one.Get("test").Known()
		key, alsoOK := one.Get("variable").Known()
		if !ok || !alsoOK {
			return document.Unclear(one.At, "", "the test or the variable of a condition is not known", "")
		}
		inner := out.Get(test)
		if inner == nil {
			inner = &document.Value{Kind: document.Map, At: one.At}
			out.Fields = append(out.Fields, document.Field{Name: test, Value: inner})
		}
		add(inner, key, one.Get("values"))
	}
	return out
}

// add puts the elements of a list to those that a member has.
func add(into *document.Value, name string, list *document.Value) {
	if list == nil {
		return
	}
	before := into.Get(name)
	if before == nil {
		into.Set(name, list)
		return
	}
	both := *before
	both.Items = append(append([]*document.Value(nil), before.Items...), list.Items...)
	into.Set(name, &both)
}
