package aws

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// readPolicies reads the managed policies and boundaries of roles, each once.
func (c *collector) readPolicies(ctx context.Context, roles []*role) {
	type policy struct {
		account *account
		arn     string
	}
	var policies []policy
	for _, r := range roles {
		for _, name := range attached(r.o) {
			one := policy{r.scope.account, name}
			if !slices.Contains(policies, one) {
				policies = append(policies, one)
			}
		}
	}
	managed := make([]*reading, len(policies))
	c.each(len(policies), func(i int) { managed[i] = c.readPolicy(ctx, policies[i].account, policies[i].arn) })
	c.keep(managed)
}

// attached are the ARNs of a role's managed policies and of its boundary.
func attached(role *snapshot.Observation) []string {
	var names []string
	list, _ := role.Values["managed_policy_arns"].([]any)
	for _, name := range append(list, role.Values["permissions_boundary"]) {
		if name, ok := name.(string); ok && name != "" {
			names = append(names, name)
		}
	}
	return names
}

// document is a policy's text, which IAM gives in the form of a URL.
func document(text string) string {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return text
	}
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// readPolicy reads a managed policy in its default version. That it exists is known from
// the role that has it.
func (c *collector) readPolicy(ctx context.Context, account *account, name string) *reading {
	r := c.read(c.scope(account, "iam", "", c.identityTypes()), "policy "+quote(name))
	r.outcome = found
	client := iam.NewFromConfig(account.in(account.home()))
	known := map[string]any{"arn": name, "name": name[strings.LastIndexByte(name, '/')+1:]}
	out, why := ask(ctx, r, "iam:GetPolicy", client.GetPolicy, &iam.GetPolicyInput{PolicyArn: &name})
	o := r.observe("aws_iam_policy", name, known)
	if why != nil || out.Policy == nil || out.Policy.DefaultVersionId == nil {
		r.lose(o, r.empty(why, "iam:GetPolicy"), "it was", "/policy")
		return r
	}
	version, why := ask(ctx, r, "iam:GetPolicyVersion", client.GetPolicyVersion,
		&iam.GetPolicyVersionInput{PolicyArn: &name, VersionId: out.Policy.DefaultVersionId})
	if why != nil || version.PolicyVersion == nil || version.PolicyVersion.Document == nil {
		r.lose(o, r.empty(why, "iam:GetPolicyVersion"), "its default version was", "/policy")
		return r
	}
	text := document(*version.PolicyVersion.Document)
	o.Values["policy"] = text
	r.told(o, "/policy")
	r.follow.mentioned(text)
	return r
}

// mentioned adds the keys and buckets that a policy names in full.
func (t *Targets) mentioned(policy string) {
	var document any
	if json.Unmarshal([]byte(policy), &document) != nil {
		return
	}
	for _, name := range snapshot.Texts(document) {
		if bucket := bucketOf(name); bucket != "" {
			t.Buckets = append(t.Buckets, Bucket{Name: bucket})
		}
		found, err := arn.Parse(name)
		if err == nil && found.Service == "kms" && strings.HasPrefix(found.Resource, "key/") &&
			!strings.ContainsAny(name, "*?$") {
			t.Keys = append(t.Keys, name)
		}
	}
}
