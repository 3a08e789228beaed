package ask

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// choice are the ways in which a caller may have something of a request that is his to choose,
// each with the condition keys that it sets.
type choice []map[string][]string

const (
	// mostChosen bounds how many requests are tried for one that a caller may choose.
	mostChosen = 64
	// mostTried bounds how many are tried of all who are asked about one policy, which may name very many.
	mostTried = 4096
)

// chosen answers a question for a caller who gives his request what lets him in, as far as that is
// his to choose: where he calls from, what he says of himself, how he encrypts. It is false where
// nothing that he may choose surely lets him in.
func (a *asker) chosen(q question, read *document, policies access.Policies) (snapshot.Answer, bool) {
	if read == nil {
		return snapshot.Answer{}, false
	}
	if read.choices == nil {
		read.choices = choices(read.statements)
	}
	for chosen := range requests(q.request.Context, read.choices) {
		if read.tried++; read.tried > mostTried {
			break
		}
		q.request.Context = chosen
		if access.Decide(q.request, policies).Effect == access.Allowed {
			return a.answer(q, policies), true
		}
	}
	return snapshot.Answer{}, false
}

// requests are the contexts that choices make of one, not all of very many. What it has already
// is not to be chosen.
func requests(plain map[string][]string, from []choice) func(yield func(map[string][]string) bool) {
	return func(yield func(map[string][]string) bool) {
		for i := range mostChosen {
			context, rest := map[string][]string{}, i
			for _, ways := range from {
				maps.Copy(context, ways[rest%len(ways)])
				rest /= len(ways)
			}
			for key, values := range plain {
				delete(context, strings.ToLower(key))
				context[key] = values
			}
			if rest > 0 || !yield(context) {
				return
			}
		}
	}
}

// choices are what a caller may choose of what the conditions of some statements ask for.
func choices(statements []access.Statement) []choice {
	named := map[string][]string{} // by key, in lower case
	for _, statement := range statements {
		for _, condition := range statement.Conditions {
			key := strings.ToLower(condition.Key)
			named[key] = append(named[key], valuesOf(condition)...)
		}
	}
	all := []choice{}
	network := false
	for _, key := range sortedKeys(named) {
		values := named[key]
		slices.Sort(values)
		values = slices.Compact(values)
		switch {
		case isOfNetwork(key):
			network = true
		case fixed(key) != nil:
			all = append(all, only(key, fixed(key)...))
		case isFree(key):
			all = append(all, only(key, append(values, "another")...))
		}
	}
	if network {
		all = append([]choice{networks()}, all...)
	}
	return all
}

// valuesOf are values that meet a condition, or that it leaves out.
func valuesOf(condition access.Condition) []string {
	if strings.HasSuffix(strings.ToLower(condition.Operator), "null") {
		return nil
	}
	var all []string
	for _, value := range condition.Values {
		all = append(all, sample(withHoles(value.Text)))
	}
	return all
}

// only are the ways of one key: to have one of some values, or to be missing.
func only(key string, values ...string) choice {
	var all choice
	for _, value := range values {
		all = append(all, map[string][]string{key: {value}})
	}
	return append(all, map[string][]string{key: nil})
}

// fixed are the values of what a caller may choose without choosing its value: he calls a service
// himself, with one device or none for his second factor, and a key for symmetric encryption has
// one algorithm.
func fixed(key string) []string {
	switch key {
	case "aws:viaawsservice", "kms:grantisforawsresource":
		return []string{"false"}
	case "aws:multifactorauthpresent":
		return []string{"true", "false"}
	case "kms:encryptionalgorithm":
		return []string{"SYMMETRIC_DEFAULT"}
	default:
		return nil
	}
}

// isFree says whether a caller may give a key any value: it is a parameter of his request, or a tag
// that the owner of his account gives him.
func isFree(key string) bool {
	switch key {
	case "aws:useragent", "aws:referer", "sts:rolesessionname", "kms:encryptioncontextkeys":
		return true
	case "s3:tlsversion", "s3:signatureage", "s3:resourceaccount":
		return false
	}
	return strings.HasPrefix(key, "kms:encryptioncontext:") || strings.HasPrefix(key, "aws:principaltag/") ||
		strings.HasPrefix(key, "s3:") && !strings.HasPrefix(key, "s3:existingobjecttag/") &&
			!strings.HasPrefix(key, "s3:dataaccesspoint")
}

func isOfNetwork(key string) bool {
	switch key {
	case "aws:sourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpcsourceip",
		"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths":
		return true
	default:
		return false
	}
}

// networks are where anybody may call from: an address of EC2's, in ranges that lie far apart, or
// an endpoint in a network of his own (IAM User Guide, "AWS global condition context keys").
func networks() choice {
	var all choice
	for _, address := range []string{
		"3.80.0.10", "184.72.0.10", "52.28.0.10", "18.130.0.10", "99.80.0.10", "2600:1f18::10", "2a05:d018::10",
	} {
		all = append(all, map[string][]string{
			"aws:sourceip": {address}, "aws:sourcevpc": nil, "aws:sourcevpcarn": nil, "aws:sourcevpce": nil,
			"aws:vpcsourceip": nil, "aws:vpceaccount": nil, "aws:vpceorgid": nil, "aws:vpceorgpaths": nil,
		})
	}
	return append(all, map[string][]string{
		"aws:sourceip": nil, "aws:sourcevpc": {"vpc-00000000"}, "aws:sourcevpce": {"vpce-00000000"},
		"aws:sourcevpcarn": {"arn:aws:ec2:us-east-1:" + strangers + ":vpc/vpc-00000000"}, "aws:vpcsourceip": {"10.0.0.10"},
		"aws:vpceaccount": {strangers}, "aws:vpceorgid": {strange().id}, "aws:vpceorgpaths": {strange().path},
	})
}
