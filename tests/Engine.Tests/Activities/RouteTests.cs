using DirectiveFlow.Engine.Http;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Templates of endpoints and the paths they match.</summary>
public sealed class RouteTests
{
    [Fact]
    public void A_path_is_looked_up_by_exact_parts_first_then_by_late_parameters_and_by_the_rest_last() =>
        Assert.Equal(["a/b", "a/{}", "{}/b", "{}/{}", "a/{*}", "{*}"], HttpRoute.ShapesFor("/A/b/"));

    [Fact]
    public void The_root_matches_itself_only() => Assert.Equal([""], HttpRoute.ShapesFor("/"));

    [Theory]
    [InlineData("ĐƠN VỊ/{Id}", "đơn vị/7", "Id=7")]
    [InlineData("orders/{id:int}/lines/{number=1}/{last?}", "Orders/12/LINES/3/x", "id=12 number=3 last=x")]
    [InlineData("files/{*path}", "files/A/b c/d.txt", "path=A/b c/d.txt")]
    [InlineData("a/{b", "a/{B", "")]
    [InlineData("one/two/three/four/five/six/seven/{x}", "one/two/three/four/five/six/seven/8", "x=8")]
    public void A_template_is_found_by_the_paths_it_matches_and_names_their_parts(string template, string path, string values)
    {
        var route = HttpRoute.Parse(template);

        Assert.Contains(route.Shape, HttpRoute.ShapesFor(path));
        Assert.Equal(values, string.Join(' ', route.ValuesOf(path).Select(v => $"{v.Key}={v.Value}")));
    }

    [Theory]
    [InlineData("orders/{id}", "orders")]
    [InlineData("orders/{id}", "orders/7/lines")]
    [InlineData("files/{*path}", "other/a")]
    public void A_template_is_not_found_by_other_paths(string template, string path) =>
        Assert.DoesNotContain(HttpRoute.Parse(template).Shape, HttpRoute.ShapesFor(path));

    [Fact]
    public void A_path_of_more_than_eight_parts_is_met_only_by_templates_that_take_the_rest()
    {
        var shapes = HttpRoute.ShapesFor("1/2/3/4/5/6/7/8/9");

        Assert.Equal(["1/2/3/4/5/6/7/{*}", "1/2/3/4/5/6/{*}"], shapes.Take(2));
        Assert.Equal((8, "{*}"), (shapes.Count, shapes[^1]));
        Assert.Equal("8/9", HttpRoute.Parse("1/2/3/4/5/6/7/{*end}").ValuesOf("1/2/3/4/5/6/7/8/9")["end"]);
    }

    [Theory]
    [InlineData("1/2/3/4/5/6/7/8/9", "A path has at most 8 parts.")]
    [InlineData("a/{*rest}/b", "'{*rest}' takes the rest of the path and must be its last part.")]
    public void A_template_that_cannot_be_is_refused_in_words(string template, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => HttpRoute.Parse(template)).Message);
}
