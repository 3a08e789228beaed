package aws

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// networkTypes are what a reading of EC2 holds: with discovery also every endpoint that
// connects to Pinecone.
func (c *collector) networkTypes() []string {
	parts := []string{
		"aws_security_group_rule", "aws_vpc_security_group_*",
		"aws_vpc_endpoint_subnet_association", "aws_vpc_endpoint_security_group_association",
	}
	if c.options.Discover {
		parts = append(parts, "aws_vpc_endpoint")
	}
	return parts
}

// mostFilterValues is how many values EC2 takes for one filter.
const mostFilterValues = 200

// readNetworks reads endpoints, and the network that they stand in.
func (c *collector) readNetworks(ctx context.Context) {
	targets := c.options.Targets
	asked := slices.Concat(targets.Endpoints, targets.VPCs, targets.Subnets, targets.SecurityGroups)
	if !c.options.Discover && len(asked) == 0 {
		return
	}
	var tasks []task
	for _, account := range c.accounts {
		for _, region := range unique(account.regions) {
			tasks = append(tasks, task{account: account, region: region})
		}
	}
	readings := make([][]*reading, len(tasks))
	c.each(len(tasks), func(i int) { readings[i] = c.readNetwork(ctx, tasks[i]) })
	for _, some := range readings {
		c.keep(some)
	}
}

// network reads one region.
type network struct {
	*reading

	client *ec2.Client
}

func (c *collector) readNetwork(ctx context.Context, t task) []*reading {
	s := c.scope(t.account, "ec2", t.region, c.networkTypes())
	n := network{c.read(s, "region "+t.region), ec2.NewFromConfig(t.account.in(t.region))}
	asked := n.endpoints(ctx)
	for _, o := range n.seen {
		n.follow.VPCs = append(n.follow.VPCs, named(o, "vpc_id")...)
		n.follow.Subnets = append(n.follow.Subnets, named(o, "subnet_ids")...)
		n.follow.SecurityGroups = append(n.follow.SecurityGroups, named(o, "security_group_ids")...)
	}
	targets := c.options.Targets
	n.subnets(ctx, n.follow.Subnets, targets.Subnets)
	n.groups(ctx, n.follow.SecurityGroups, targets.SecurityGroups)
	n.vpcs(ctx, n.follow.VPCs, targets.VPCs)
	return append(asked, n.reading)
}

// named are the strings of an attribute, one or a list.
func named(o *snapshot.Observation, attribute string) []string {
	return snapshot.Texts(o.Values[attribute])
}

// endpoints reads those that were asked for and, with discovery, those that connect to
// Pinecone. It tells of each that was asked for whether it is there.
func (n network) endpoints(ctx context.Context) []*reading {
	ids := endpointIDs(n.c.options.Targets.Endpoints)
	seen := map[string]bool{}
	whole := n.endpointsWith(ctx, "vpc-endpoint-id", ids, seen)
	if n.c.options.Discover {
		n.endpointsWith(ctx, "service-name", unique(n.c.options.Pinecone.Services), seen)
	}
	var asked []*reading
	for _, id := range ids {
		r := n.c.find(n.scope, "VPC endpoint", "aws_vpc_endpoint", id)
		switch {
		case seen[id]:
			r.outcome = found
		case whole:
			r.outcome, r.call = missing, n.call
		}
		asked = append(asked, r)
	}
	return asked
}

// endpointIDs are ids, also of ARNs.
func endpointIDs(names []string) []string {
	ids := make([]string, len(names))
	for i, name := range names {
		ids[i] = name[strings.LastIndexByte(name, '/')+1:]
	}
	return unique(ids)
}

// endpointsWith reads the endpoints that a filter finds: in contrast to a list of ids, it
// is no error if one is not there. It says whether all were read.
func (n network) endpointsWith(ctx context.Context, filter string, values []string, seen map[string]bool) bool {
	for some := range slices.Chunk(values, mostFilterValues) {
		why := pages("ec2:DescribeVpcEndpoints", func(token *string) (*string, *fault) {
			out, why := ask(ctx, n.reading, "ec2:DescribeVpcEndpoints", n.client.DescribeVpcEndpoints,
				&ec2.DescribeVpcEndpointsInput{NextToken: token, Filters: filters(filter, some)})
			if why != nil || out.VpcEndpoints == nil {
				return nil, n.empty(why, "ec2:DescribeVpcEndpoints")
			}
			for _, endpoint := range out.VpcEndpoints {
				if id := aws.ToString(endpoint.VpcEndpointId); id != "" && !seen[id] {
					seen[id] = true
					o := n.observe("aws_vpc_endpoint", n.arn("vpc-endpoint", id, endpoint.OwnerId), n.endpointValues(endpoint))
					n.demand(o, "service_name", "vpc_endpoint_type", "vpc_id", "subnet_ids", "security_group_ids",
						"private_dns_enabled", "state")
				}
			}
			return out.NextToken, nil
		})
		if why != nil {
			n.failed(why, "its VPC endpoints were")
			return false
		}
	}
	return true
}

func filters(name string, values []string) []types.Filter {
	return []types.Filter{{Name: &name, Values: values}}
}

// arn is the ARN of a thing in the region; of a shared subnet the owner is another account.
func (n network) arn(kind, id string, owner *string) string {
	account := aws.ToString(owner)
	if account == "" {
		account = n.scope.account.id
	}
	return "arn:" + n.scope.account.partition + ":ec2:" + n.scope.region + ":" + account + ":" + kind + "/" + id
}

func (n network) endpointValues(endpoint types.VpcEndpoint) map[string]any {
	groups := make([]string, len(endpoint.Groups))
	for i, group := range endpoint.Groups {
		groups[i] = aws.ToString(group.GroupId)
	}
	slices.Sort(groups)
	subnets := slices.Sorted(slices.Values(endpoint.SubnetIds))
	values := map[string]any{
		"id":  text(endpoint.VpcEndpointId),
		"arn": n.arn("vpc-endpoint", aws.ToString(endpoint.VpcEndpointId), endpoint.OwnerId), "region": n.scope.region,
		"service_name": text(endpoint.ServiceName), "service_region": text(endpoint.ServiceRegion),
		"vpc_endpoint_type": word(endpoint.VpcEndpointType), "vpc_id": text(endpoint.VpcId),
		"subnet_ids": listOf(endpoint.SubnetIds, list(subnets)), "security_group_ids": listOf(endpoint.Groups, list(groups)),
		"private_dns_enabled": truth(endpoint.PrivateDnsEnabled), "state": word(endpoint.State),
		"policy": text(endpoint.PolicyDocument), "dns_entry": dnsEntries(endpoint.DnsEntries),
		"tags": tags(endpoint.Tags, ec2Tag),
	}
	if options := endpoint.DnsOptions; options != nil {
		values["dns_options"] = map[string]any{
			"dns_record_ip_type":                             word(options.DnsRecordIpType),
			"private_dns_only_for_inbound_resolver_endpoint": truth(options.PrivateDnsOnlyForInboundResolverEndpoint),
		}
	}
	return values
}

func dnsEntries(entries []types.DnsEntry) []any {
	values := make([]any, len(entries))
	for i, entry := range entries {
		values[i] = map[string]any{"dns_name": text(entry.DnsName), "hosted_zone_id": text(entry.HostedZoneId)}
	}
	return values
}

func ec2Tag(tag types.Tag) (key, value *string) { return tag.Key, tag.Value }
