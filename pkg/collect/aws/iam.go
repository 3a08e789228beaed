package aws

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
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
	described := make([]*role, len(tasks))
	c.each(len(tasks), func(i int) { described[i] = c.describeRole(ctx, tasks[i]) })
	seen := map[string]bool{} // a name and an ARN may be of one role
	var whole []*role
	for _, r := range described {
		c.keep([]*reading{r.reading})
		if r.o != nil && !seen[r.o.Address] {
			seen[r.o.Address] = true
			whole = append(whole, r)
		} else {
			r.seen = nil
		}
	}
	c.each(len(whole), func(i int) {
		whole[i].inlinePolicies(ctx)
		whole[i].attachedPolicies(ctx)
	})
	c.readPolicies(ctx, whole)
}

// discoverRoles finds the roles that trust Pinecone and are not yet to be read.
func (c *collector) discoverRoles(ctx context.Context, known []task) []task {
	if !c.options.Discover {
		return nil
	}
	var tasks []task
	for _, account := range c.accounts {
		r := c.read(c.scope(account, "iam", "", c.identityTypes()), "account "+account.id)
		client := iam.NewFromConfig(account.in(account.home()))
		why := pages("iam:GetAccountAuthorizationDetails", func(marker *string) (*string, *fault) {
			out, why := ask(ctx, r, "iam:GetAccountAuthorizationDetails", client.GetAccountAuthorizationDetails,
				&iam.GetAccountAuthorizationDetailsInput{Marker: marker, Filter: []types.EntityType{types.EntityTypeRole}})
			if why != nil || out.RoleDetailList == nil {
				return nil, r.empty(why, "iam:GetAccountAuthorizationDetails")
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

// role reads one role.
type role struct {
	*reading

	client *iam.Client
	name   string
	o      *snapshot.Observation // nil where it was not shown
}

func (c *collector) describeRole(ctx context.Context, t task) *role {
	r := &role{
		reading: c.find(c.scope(t.account, "iam", "", c.identityTypes()), "role", "aws_iam_role", t.target),
		client:  iam.NewFromConfig(t.account.in(t.account.home())),
		name:    t.target[strings.LastIndexByte(t.target, '/')+1:],
	}
	out, why := ask(ctx, r.reading, "iam:GetRole", r.client.GetRole, &iam.GetRoleInput{RoleName: &r.name})
	if why != nil || out.Role == nil || out.Role.Arn == nil {
		r.unseen(r.empty(why, "iam:GetRole"))
		return r
	}
	if _, _, isARN := accountOf(t.target); isARN && *out.Role.Arn != t.target {
		r.outcome = missing // of that name, and with another path
		return r
	}
	r.outcome = found
	r.o = r.observe("aws_iam_role", *out.Role.Arn, roleValues(out.Role))
	r.demand(r.o, "name", "assume_role_policy")
	return r
}

func roleValues(role *types.Role) map[string]any {
	values := map[string]any{
		"name": text(role.RoleName), "arn": text(role.Arn), "path": text(role.Path),
		"max_session_duration": integer(role.MaxSessionDuration),
		"create_date":          moment(role.CreateDate),
		"inline_policies":      map[string]any{},
		"managed_policy_arns":  []any{},
		"tags": tags(role.Tags, func(tag types.Tag) (*string, *string) {
			return tag.Key, tag.Value
		}),
	}
	if role.AssumeRolePolicyDocument != nil {
		values["assume_role_policy"] = document(*role.AssumeRolePolicyDocument)
	}
	if role.PermissionsBoundary != nil {
		values["permissions_boundary"] = text(role.PermissionsBoundary.PermissionsBoundaryArn)
	}
	if used := role.RoleLastUsed; used != nil && used.LastUsedDate != nil {
		values["role_last_used"] = map[string]any{"last_used_date": moment(used.LastUsedDate), "region": text(used.Region)}
	}
	return values
}

func (r *role) inlinePolicies(ctx context.Context) {
	var names []string
	why := pages("iam:ListRolePolicies", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r.reading, "iam:ListRolePolicies", r.client.ListRolePolicies,
			&iam.ListRolePoliciesInput{RoleName: &r.name, Marker: marker})
		if why != nil || out.PolicyNames == nil {
			return nil, r.empty(why, "iam:ListRolePolicies")
		}
		names = append(names, out.PolicyNames...)
		return out.Marker, nil
	})
	if why != nil {
		delete(r.o.Values, "inline_policies")
		r.lose(r.o, why, "its inline policies were", "/inline_policies")
		return
	}
	policies := map[string]any{}
	for _, policy := range names {
		out, why := ask(ctx, r.reading, "iam:GetRolePolicy", r.client.GetRolePolicy,
			&iam.GetRolePolicyInput{RoleName: &r.name, PolicyName: &policy})
		if why == nil && out.PolicyDocument == nil {
			why = r.empty(nil, "iam:GetRolePolicy")
		}
		what, pointer := "its inline policy "+quote(policy), snapshot.Child("/inline_policies", policy)
		switch {
		case why == nil:
			text := document(*out.PolicyDocument)
			policies[policy] = text
			r.follow.mentioned(text)
		case why.kind == absent:
			r.vanished(r.o, why, what, pointer)
		default:
			r.lose(r.o, why, what+" was", pointer)
		}
	}
	r.o.Values["inline_policies"] = policies
	r.told(r.o, "/inline_policies")
}

func (r *role) attachedPolicies(ctx context.Context) {
	names := []string{}
	why := pages("iam:ListAttachedRolePolicies", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r.reading, "iam:ListAttachedRolePolicies", r.client.ListAttachedRolePolicies,
			&iam.ListAttachedRolePoliciesInput{RoleName: &r.name, Marker: marker})
		if why != nil || out.AttachedPolicies == nil {
			return nil, r.empty(why, "iam:ListAttachedRolePolicies")
		}
		for _, policy := range out.AttachedPolicies {
			names = append(names, aws.ToString(policy.PolicyArn))
		}
		return out.Marker, nil
	})
	if why != nil {
		delete(r.o.Values, "managed_policy_arns")
		r.lose(r.o, why, "which policies are attached to it was", "/managed_policy_arns")
		return
	}
	slices.Sort(names)
	r.o.Values["managed_policy_arns"] = list(names)
	r.told(r.o, "/managed_policy_arns")
}
