package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// calling is a bucket by an expression of which its name is made in part, in one source.
type calling struct {
	// name is the one that was made up for it; empty where several buckets have the expression.
	name string
	// references are what the expression rests on, and scope the stack whose name may be a part of it.
	references []string
	scope      string
}

// hiddenName is what is known of a bucket's name, with ${expression} for the rest, where code makes it
// of something that nobody can tell.
func hiddenName(bucket *snapshot.Resource) string {
	why, ok := bucket.Unknown["/bucket"]
	switch {
	case bucket.Type != "aws_s3_bucket" || !ok:
		return ""
	case why.Pattern != "":
		return why.Pattern
	case why.Expression != "":
		return "${" + why.Expression + "}"
	default:
		return ""
	}
}

// nameBuckets tells the names of buckets as far as all else tells them.
func (n *naming) nameBuckets(a *asker, resources []*snapshot.Resource) {
	a.names = *n
	for _, resource := range resources {
		if n.arns[resource.ID] == "" && hiddenName(resource) != "" {
			n.arns[resource.ID] = n.nameBucket(a, resource)
		}
	}
}

// nameBucket tells the name of a bucket that is made of what is known beside it, such as the account,
// or else remembers by which expression policies may name it.
func (n *naming) nameBucket(a *asker, bucket *snapshot.Resource) string {
	name := a.filled(bucket, "/bucket", hiddenName(bucket))
	switch {
	case name == "" || strings.Contains(name, "…") || strings.Contains(name, "${!"): // of which one stands for several
		return ""
	case !strings.Contains(name, "${") && n.accounts[bucket.ID] != "":
		return bucketARN + name
	}
	made := strings.TrimPrefix(makeARN(bucket, ""), bucketARN)
	for _, observation := range bucket.Observations {
		tool := snapshot.Tool(observation.Source)
		if tool != "terraform" && tool != "cloudformation" || strings.Contains(observation.Address, snapshot.SomeInstance) {
			continue // where one expression may be several values
		}
		key := observation.Source + "\x00" + name
		one := calling{made, observation.References["/bucket"], stackOf(observation.Address)}
		if other, taken := n.called[key]; taken && other.name != made {
			one.name = ""
		}
		n.called[key] = one
	}
	return ""
}

// stackOf is the nested stack that an address is in.
func stackOf(address string) string {
	return address[:max(0, strings.LastIndexByte(address, '.'))]
}

// named puts the name that was made up for a bucket where a text has the bucket's ARN by the same
// expression.
func (a *asker) named(holder *snapshot.Resource, pointer, text string) string {
	name, rest, ok := bucketIn(text)
	if !ok {
		return text
	}
	for _, observation := range holder.Observations {
		one := a.names.called[observation.Source+"\x00"+name]
		lacks := func(reference string) bool { return !slices.Contains(observation.References[pointer], reference) }
		apart := strings.Contains(name, "AWS::Stack") && one.scope != stackOf(observation.Address)
		if one.name != "" && !apart && !slices.ContainsFunc(one.references, lacks) {
			return bucketARN + one.name + rest
		}
	}
	return text
}

// bucketIn cuts an ARN of a bucket or of objects in it behind the bucket's name, which may have ${…}.
func bucketIn(text string) (name, rest string, ok bool) {
	name, ok = strings.CutPrefix(text, bucketARN)
	depth := 0
	for i := range len(name) {
		switch name[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '/':
			if depth <= 0 {
				return name[:i], name[i:], ok
			}
		}
	}
	return name, "", ok
}

// doubtNames makes unknown what a bucket's own policy names where that may be the bucket, whose name
// nobody can tell.
func (a *asker) doubtNames(bucket *snapshot.Resource, policy any, hidden map[string]access.Unknown) {
	if !a.names.made[bucket.ID] || hiddenName(bucket) == "" {
		return
	}
	doubt := func(at string, value any) {
		text, _ := value.(string)
		if why, ok := hidden[at]; ok {
			text = why.Pattern
		}
		if name, rest, ok := bucketIn(text); ok && strings.Trim(name, "*") != "" && a.mayBeNamed(bucket, name) {
			why := unknownOf(bucket.Unknown["/bucket"])
			why.Pattern = bucketARN + "${bucket}" + rest
			hidden[at] = why
		}
	}
	statements, _ := snapshot.Lookup(policy, "/Statement")
	eachPart("/Statement", statements, func(at string, statement any) {
		fields, _ := statement.(map[string]any)
		for _, element := range []string{"Resource", "NotResource"} {
			eachPart(at+"/"+element, fields[element], doubt)
		}
	})
	for at := range hidden {
		if strings.HasSuffix(at, "Resource") { // a text by itself, which is in no list
			doubt(at, nil)
		}
	}
}

// eachPart calls do with each element of a list, or with the one value that stands for it.
func eachPart(pointer string, value any, do func(at string, value any)) {
	list, ok := value.([]any)
	if !ok {
		do(pointer, value)
		return
	}
	for i, one := range list {
		do(snapshot.Element(pointer, i), one)
	}
}

// mayBeNamed says whether a bucket whose name nobody can tell may have one, of which parts may not be
// known either.
func (a *asker) mayBeNamed(bucket *snapshot.Resource, name string) bool {
	known := a.filled(bucket, "/bucket", hiddenName(bucket))
	if !a.names.made[bucket.ID] || known == "" || strings.TrimPrefix(a.names.arns[bucket.ID], bucketARN) == name {
		return false
	}
	known = strings.ReplaceAll(known, nobodys, "${account}")
	before, after := edges(known)
	otherBefore, otherAfter := edges(strings.ReplaceAll(name, nobodys, "${account}"))
	return (strings.HasPrefix(before, otherBefore) || strings.HasPrefix(otherBefore, before)) &&
		(strings.HasSuffix(after, otherAfter) || strings.HasSuffix(otherAfter, after))
}

// edges are what a text begins and ends with before and after all in it that is not known.
func edges(text string) (before, after string) {
	const open = "*?"
	first, last := strings.Index(text, "${"), strings.LastIndexByte(text, '}')
	if first < 0 || last < first {
		first, last = len(text), -1
	}
	if at := strings.IndexAny(text, open); at >= 0 {
		first, last = min(first, at), max(last, strings.LastIndexAny(text, open))
	}
	return text[:first], text[last+1:]
}

// mayMeanBucket says whether a caller's policies that did not decide a request name what may be the
// bucket. In the bucket's own that is doubted where it stands.
func (a *asker) mayMeanBucket(bucket *snapshot.Resource, effect string, policies access.Policies) bool {
	if !a.names.made[bucket.ID] || hiddenName(bucket) == "" {
		return false
	}
	for _, policy := range append(slices.Clone(policies.Identity), policies.Boundary) {
		if policy == nil || a.documents[policy.Name] == nil {
			continue
		}
		for _, statement := range a.documents[policy.Name].statements {
			decides := effect == "allowed" && statement.Effect != "Allow" ||
				effect == "implicitDeny" && statement.Effect != "Deny"
			for _, part := range statement.Resources {
				name, _, ok := bucketIn(part.Text)
				if ok && (decides || statement.NotResource) && a.mayBeNamed(bucket, name) {
					return true
				}
			}
		}
	}
	return false
}
