package aws

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// identityTypes are what a reading of IAM holds: with discovery also every role that trusts
// Pinecone.
func (c *collector) identityTypes() []string {
	parts := []string{"aws_iam_policy", "aws_iam_role_policy", "aws_iam_role_policy_attachment"}
	if c.options.Discover {
		parts = append(parts, "aws_iam_role")
	}
	return parts
}

// readRoles reads the roles, then the managed policies that they have, each once.
func (c *collector) readRoles(ctx context.Context) {
	tasks := c.place("iam", c.options.Targets.Roles, false)
	tasks = append(tasks, c.discoverRoles(ctx, tasks)...)
	readings := make([]*reading, len(tasks))
	c.each(len(tasks), func(i int) { readings[i] = c.readRole(ctx, tasks[i]) })
	c.keep(readings)
	type policy struct {
		account *account
		arn     string
	}
	var policies []policy
	for _, r := range readings {
		for _, o := range r.seen {
			for _, name := range attached(o) {
				one := policy{r.scope.account, name}
				if !slices.Contains(policies, one) {
					policies = append(policies, one)
				}
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

// discoverRoles finds the roles that trust Pinecone and are not yet to be read.
func (c *collector) discoverRoles(ctx context.Context, known []task) []task {
	if !c.options.Discover {
		return nil
	}
	var tasks []task
	for _, account := range c.accounts {
		r := c.read(c.scope(account, "iam", "", c.identityTypes()), "account "+account.id, "")
		client := iam.NewFromConfig(account.in(account.home()))
		why := pages("iam:GetAccountAuthorizationDetails", func(marker *string) (*string, *fault) {
			out, why := ask(ctx, r, "iam:GetAccountAuthorizationDetails", client.GetAccountAuthorizationDetails,
				&iam.GetAccountAuthorizationDetailsInput{Marker: marker, Filter: []types.EntityType{types.EntityTypeRole}})
			if why != nil {
				return nil, why
			}
			for _, role := range out.RoleDetailList {
				name, id := aws.ToString(role.Arn), aws.ToString(role.RoleName)
				asked := slices.ContainsFunc(known, func(t task) bool {
					return t.account == account && (t.target == name || t.target == id)
				})
				if !asked && c.trusts(document(aws.ToString(role.AssumeRolePolicyDocument))) {
					tasks = append(tasks, task{account, "", name})
				}
			}
			return out.Marker, nil
		})
		if why != nil {
			r.failed(why, "which roles trust Pinecone was")
		}
		c.keep([]*reading{r})
	}
	return tasks
}

// trusts says whether a trust policy names a role of Pinecone's or its integrations' account.
func (c *collector) trusts(policy string) bool {
	return strings.Contains(policy, cmekRole) || slices.ContainsFunc(c.options.Pinecone.Accounts,
		func(account string) bool { return account != "" && strings.Contains(policy, account) })
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

func (c *collector) readRole(ctx context.Context, t task) *reading {
	r := c.read(c.scope(t.account, "iam", "", c.identityTypes()), "role "+quote(t.target), "role "+t.target)
	client := iam.NewFromConfig(t.account.in(t.account.home()))
	name := t.target[strings.LastIndexByte(t.target, '/')+1:]
	out, why := ask(ctx, r, "iam:GetRole", client.GetRole, &iam.GetRoleInput{RoleName: &name})
	if why != nil || out.Role == nil || out.Role.Arn == nil {
		r.unseen(r.empty(why, "iam:GetRole"))
		return r
	}
	role := out.Role
	if _, _, known := accountOf(t.target); known && *role.Arn != t.target {
		r.outcome = missing // of that name, and with another path
		return r
	}
	r.outcome = found
	o := r.observe("aws_iam_role", *role.Arn, roleValues(role))
	r.inlinePolicies(ctx, client, o, name)
	r.attachedPolicies(ctx, client, o, name)
	return r
}

func roleValues(role *types.Role) map[string]any {
	values := map[string]any{
		"name": text(role.RoleName), "arn": text(role.Arn), "path": text(role.Path),
		"assume_role_policy":   document(aws.ToString(role.AssumeRolePolicyDocument)),
		"max_session_duration": integer(role.MaxSessionDuration),
		"create_date":          moment(role.CreateDate),
		"inline_policies":      map[string]any{},
		"managed_policy_arns":  []any{},
		"tags": tags(role.Tags, func(tag types.Tag) (*string, *string) {
			return tag.Key, tag.Value
		}),
	}
	if role.PermissionsBoundary != nil {
		values["permissions_boundary"] = text(role.PermissionsBoundary.PermissionsBoundaryArn)
	}
	if used := role.RoleLastUsed; used != nil && used.LastUsedDate != nil {
		values["role_last_used"] = map[string]any{"last_used_date": moment(used.LastUsedDate), "region": text(used.Region)}
	}
	return values
}

func (r *reading) inlinePolicies(ctx context.Context, client *iam.Client, role *snapshot.Observation, name string) {
	var names []string
	why := pages("iam:ListRolePolicies", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "iam:ListRolePolicies", client.ListRolePolicies,
			&iam.ListRolePoliciesInput{RoleName: &name, Marker: marker})
		if why != nil {
			return nil, why
		}
		names = append(names, out.PolicyNames...)
		return out.Marker, nil
	})
	if why != nil {
		delete(role.Values, "inline_policies")
		r.lose(role, why, "its inline policies were", "/inline_policies")
		return
	}
	policies := map[string]any{}
	for _, policy := range names {
		out, why := ask(ctx, r, "iam:GetRolePolicy", client.GetRolePolicy,
			&iam.GetRolePolicyInput{RoleName: &name, PolicyName: &policy})
		switch {
		case why == nil:
			text := document(aws.ToString(out.PolicyDocument))
			policies[policy] = text
			r.follow.mentioned(text)
		case why.kind == absent:
			r.vanished("the inline policy " + quote(policy))
		default:
			r.lose(role, why, "its inline policy "+quote(policy)+" was", snapshot.Child("/inline_policies", policy))
		}
	}
	role.Values["inline_policies"] = policies
}

func (r *reading) attachedPolicies(ctx context.Context, client *iam.Client, role *snapshot.Observation, name string) {
	names := []string{}
	why := pages("iam:ListAttachedRolePolicies", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "iam:ListAttachedRolePolicies", client.ListAttachedRolePolicies,
			&iam.ListAttachedRolePoliciesInput{RoleName: &name, Marker: marker})
		if why != nil {
			return nil, why
		}
		for _, policy := range out.AttachedPolicies {
			names = append(names, aws.ToString(policy.PolicyArn))
		}
		return out.Marker, nil
	})
	if why != nil {
		delete(role.Values, "managed_policy_arns")
		r.lose(role, why, "which policies are attached to it was", "/managed_policy_arns")
		return
	}
	slices.Sort(names)
	role.Values["managed_policy_arns"] = list(names)
}

// readPolicy reads a managed policy in its default version. That it exists is known from
// the role that has it.
func (c *collector) readPolicy(ctx context.Context, account *account, name string) *reading {
	r := c.read(c.scope(account, "iam", "", c.identityTypes()), "policy "+quote(name), "")
	r.outcome = found
	client := iam.NewFromConfig(account.in(account.home()))
	known := map[string]any{"arn": name, "name": name[strings.LastIndexByte(name, '/')+1:]}
	out, why := ask(ctx, r, "iam:GetPolicy", client.GetPolicy, &iam.GetPolicyInput{PolicyArn: &name})
	o := r.observe("aws_iam_policy", name, known)
	if why != nil || out.Policy == nil {
		r.lose(o, r.empty(why, "iam:GetPolicy"), "it was", "/policy")
		return r
	}
	version, why := ask(ctx, r, "iam:GetPolicyVersion", client.GetPolicyVersion,
		&iam.GetPolicyVersionInput{PolicyArn: &name, VersionId: out.Policy.DefaultVersionId})
	if why != nil || version.PolicyVersion == nil {
		r.lose(o, r.empty(why, "iam:GetPolicyVersion"), "its default version was", "/policy")
		return r
	}
	text := document(aws.ToString(version.PolicyVersion.Document))
	o.Values["policy"] = text
	r.follow.mentioned(text)
	return r
}

// mentioned adds the keys and buckets that a policy names in full.
func (t *Targets) mentioned(policy string) {
	var document any
	if json.Unmarshal([]byte(policy), &document) != nil {
		return
	}
	for _, name := range stringsBelow(document) {
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

// stringsBelow are all strings in a tree of JSON, in no promised order.
func stringsBelow(value any) []string {
	var all []string
	switch value := value.(type) {
	case string:
		all = []string{value}
	case []any:
		for _, child := range value {
			all = append(all, stringsBelow(child)...)
		}
	case map[string]any:
		for _, child := range value {
			all = append(all, stringsBelow(child)...)
		}
	}
	return all
}

// moment is a time as a snapshot has it.
func moment(at *time.Time) any {
	if at == nil {
		return nil
	}
	return at.UTC().Format(time.RFC3339)
}
