package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// recognised says whether a resource trusts, connects to or names Pinecone.
func (a *Assembler) recognised(observation *snapshot.Observation) bool {
	switch observation.Type {
	case "aws_iam_role":
		return a.options.trusted(observation)
	case "aws_vpc_endpoint":
		return a.options.connects(observation.Values, observation.Unknown)
	case "aws_route53_record", "aws_route53_zone":
		name, _ := observation.Values["name"].(string)
		return snapshot.InDomain(name)
	case "aws_bedrockagent_knowledge_base":
		return keepsInPinecone(observation)
	case "datadog_monitor":
		return aboutPinecone(observation)
	default:
		return false
	}
}

// connects says whether an endpoint is for a service of Pinecone's. Where the region in the
// service's name is not known, its id in the pattern tells.
func (o Options) connects(values map[string]any, unknown map[string]snapshot.Unknown) bool {
	service, _ := values["service_name"].(string)
	pattern := unknown["/service_name"].Pattern
	return o.offers(service) || pattern != "" && slices.ContainsFunc(o.Services, func(name string) bool {
		return strings.Contains(pattern, name[strings.LastIndexByte(name, '.')+1:])
	})
}

// offers says whether a service is one of Pinecone's, by its whole name or the end of it.
func (o Options) offers(service string) bool {
	return slices.ContainsFunc(o.Services, func(name string) bool {
		return service == name || (service != "" && strings.HasSuffix(name, "."+service))
	})
}

// named says whether a record or a zone has a name of Pinecone's.
func (o Options) named(resource *snapshot.Resource) bool {
	name, _ := resource.Values["name"].(string)
	return snapshot.InDomain(name)
}

// trusted says whether a trust policy names one of Pinecone's CMEK roles or the account of
// its integrations. It recognises a role; what the policy permits is another question.
func (o Options) trusted(observation *snapshot.Observation) bool {
	return trusts(observation, ask.CMEKRole) || o.integrates(observation)
}

// integrates says whether a trust policy names the account that Pinecone's S3 integrations
// come from.
func (o Options) integrates(observation *snapshot.Observation) bool {
	return slices.ContainsFunc(o.Accounts, func(account string) bool { return trusts(observation, account) })
}

// trusts says whether a name stands in a trust policy, in a value or in an expression that
// could not be resolved.
func trusts(observation *snapshot.Observation, name string) bool {
	policy := "assume_role_policy"
	if observation.Type == "policy_document" {
		policy = "document"
	}
	for _, value := range snapshot.Texts(observation.Values[policy]) {
		if strings.Contains(value, name) {
			return true
		}
	}
	for pointer, unknown := range observation.Unknown {
		if snapshot.Within(pointer, "/"+policy) &&
			(strings.Contains(unknown.Expression, name) || strings.Contains(unknown.Pattern, name)) {
			return true
		}
	}
	return false
}

// writesLogs says whether a role is one that Pinecone's integrations use, and not for
// imports or for keys: the same account may assume all, a role for imports reads objects and
// writes none, and what one for keys is for was found before.
func (o Options) writesLogs(role *snapshot.Resource, byID map[string]*snapshot.Resource) bool {
	if !slices.ContainsFunc(role.Observations, o.integrates) {
		return false
	}
	documents := snapshot.Texts(role.Values["inline_policies"])
	eachLinked(role, "policies", byID, func(policy *snapshot.Resource) {
		documents = append(documents, snapshot.Texts(policy.Values["policy"])...)
	})
	return mentionsAction(documents, "s3:put", "s3:*") ||
		!role.Serves("cmek") && !mentionsAction(documents, "s3:get")
}

func mentionsAction(texts []string, beginnings ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		text = strings.ToLower(text)
		return slices.ContainsFunc(beginnings, func(beginning string) bool { return strings.HasPrefix(text, beginning) })
	})
}
