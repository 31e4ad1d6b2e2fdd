namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>Makes random workflows: nested containers, and flowcharts with forks, joins, ways that are not taken and ways back.</summary>
internal sealed class PlanMaker(Random random, int maxActivities)
{
    private static readonly string[] s_joins = ["WaitAny", "WaitAll", "WaitAllActive"];
    private static readonly string[] s_merges = ["", "", "", "None", "Stream", "Merge", "Converge", "Cascade", "Race"];
    private int _count;

    public Plan Make(int depth) => Node(depth, isRoot: true);

    private Plan Node(int depth, bool isRoot = false)
    {
        if (!isRoot && (depth == 0 || _count >= maxActivities || random.Next(4) == 0))
        {
            return Leaf();
        }

        return random.Next(isRoot ? 30 : 16) switch
        {
            0 or 1 => New(Kind.Sequence) with { Children = Some(depth, 4) },
            2 => New(Kind.Parallel) with { Children = Some(depth, 3) },
            3 => New(Kind.ForkAll) with { Children = Some(depth, 3) },
            4 => New(Kind.ForkAny) with { Children = Some(depth, 3) },
            5 => New(Kind.If) with { Children = [Node(depth - 1), Node(depth - 1)], Count = random.Next(2) },
            6 => Switch(depth),
            7 => New(Kind.For) with { Children = [Node(depth - 1)], Count = random.Next(3) },
            8 => New(Kind.ForEach) with { Children = [Node(depth - 1)], Count = random.Next(3) },
            9 => New(Kind.ParallelForEach) with { Children = [Node(depth - 1)], Count = random.Next(3) },
            10 => New(Kind.Container) with { Children = [Node(depth - 1)] },
            11 => New(Kind.Dispatch) with { Children = [Node(depth - 1, isRoot: true)] },
            _ => Flowchart(depth),
        };
    }

    private Plan Leaf() => random.Next(30) switch
    {
        0 => New(Kind.Break),
        1 => New(random.Next(4) == 0 ? Kind.Finish : Kind.Complete),
        < 14 => New(Kind.Wait),
        _ => New(Kind.Line),
    };

    private Plan Switch(int depth)
    {
        var children = Some(depth, 3);
        return New(Kind.Switch) with { Children = children, Turns = [.. children.Select(_ => random.Next(2) == 0 ? ["true"] : Array.Empty<string>())] };
    }

    private Plan[] Some(int depth, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Node(depth - 1))];

    private Plan Flowchart(int depth)
    {
        var children = new List<Plan>();
        var edges = new List<Edge>();
        var count = random.Next(2, 10);
        for (var i = 0; i < count; i++)
        {
            var child = random.Next(10) switch
            {
                0 => New(Kind.Decision) with { Count = random.Next(2) },
                1 => New(Kind.Fork) with { Turns = [Ports("abc")] },
                2 or 3 => New(Kind.Join) with { Mode = Pick(s_joins) },
                4 or 5 => New(Kind.Gate) with { Turns = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Ports("ab<")), Ports("ab")] },
                6 => random.Next(4) == 0 ? New(Kind.End) : Leaf(),
                _ => Node(depth - 1),
            };
            children.Add(child.Kind == Kind.Join ? child : child with { Mode = Pick(s_merges) });
            for (var tries = i == 0 ? 0 : random.Next(1, 4); tries > 0; tries--)
            {
                var from = tries == 1 ? random.Next(Math.Max(0, i - 2), i) : random.Next(i);
                Connect(from, Port(children[from]), i);
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (children[i].Kind == Kind.Gate && random.Next(4) > 0)
            {
                Connect(i, "<", random.Next(i + 1));
            }
        }

        var plan = New(Kind.Flowchart) with { Children = children, Edges = edges };
        if (random.Next(20) > 0)
        {
            var invalid = FlowModel.InvalidBacks(plan).ToHashSet();
            edges.RemoveAll(invalid.Contains);
        }

        return plan;

        void Connect(int from, string port, int to)
        {
            if (!edges.Contains(new Edge(from, port, to)))
            {
                edges.Insert(random.Next(edges.Count + 1), new Edge(from, port, to));
            }
        }
    }

    private string Port(Plan source) => source.Kind switch
    {
        Kind.Decision => random.Next(2) == 0 ? "True" : "False",
        Kind.Fork => Pick(["a", "b", "c"]),
        Kind.Gate => Pick(["a", "b"]),
        _ => "Done",
    };

    private string[] Ports(string all) => [.. all.Where(_ => random.Next(2) == 0).DefaultIfEmpty(all[0]).Select(c => c.ToString())];

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private Plan New(Kind kind) => new($"{kind}{_count++}", kind);
}
