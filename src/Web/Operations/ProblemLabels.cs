using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Web.Language;

namespace DirectiveFlow.Web.Operations;

/// <summary>What can be wrong with a definition, by code; the engine's own sentence follows as the detail.</summary>
public static class ProblemLabels
{
    private static readonly Label Any = new("Bước khai báo chưa đúng", "The activity is not set up correctly");

    private static readonly Dictionary<string, Label> Labels = new(StringComparer.Ordinal)
    {
        [DefinitionCodes.NotJson] = new("Nội dung không phải JSON hợp lệ", "The text is not valid JSON"),
        [DefinitionCodes.NotADefinition] = new("Nội dung không phải là quy trình", "The text is not a definition"),
        [DefinitionCodes.TooLarge] = new("Nội dung quá lớn", "The text is too large"),
        [DefinitionCodes.TooDeep] = new("Các bước lồng nhau quá sâu", "Activities are nested too deeply"),
        [DefinitionCodes.HugeNumber] = new("Có số vượt quá giới hạn", "A number is too large"),
        [DefinitionCodes.DuplicateName] = new("Một tên thuộc tính xuất hiện hai lần", "A member stands twice"),
        [DefinitionCodes.BadCharacter] = new("Có ký tự không lưu được", "A character cannot be stored"),
        [DefinitionCodes.BadFile] = new("Tệp không đọc được", "The file cannot be read"),
        [DefinitionCodes.NoRoot] = new("Quy trình chưa có bước nào", "The definition has no activity"),
        [DefinitionCodes.MissingId] = new("Bước chưa có mã", "The activity has no id"),
        [DefinitionCodes.DuplicateId] = new("Mã của bước bị trùng", "The id of the activity stands twice"),
        [DefinitionCodes.UnknownActivity] = new("Loại bước này không có trên hệ thống", "This type of activity is not known here"),
        [DefinitionCodes.UnknownInput] = new("Có đầu vào mà bước không dùng", "The activity has no such input"),
        [DefinitionCodes.BadExpression] = new("Biểu thức viết sai", "The expression is wrong"),
        [DefinitionCodes.UnknownLanguage] = new("Ngôn ngữ biểu thức không được hỗ trợ", "The language of the expression is not known"),
        [DefinitionCodes.MissingTarget] = new("Đường nối dẫn tới một bước không có", "A connection leads to no activity"),
        [DefinitionCodes.Unreachable] = new("Không có đường nào dẫn tới bước này", "Nothing leads to this activity"),
        [DefinitionCodes.DeadJoin] = new("Điểm gộp chờ một nhánh không bao giờ tới", "The join waits for a branch that never comes"),
        [DefinitionCodes.BadSchedule] = new("Lịch hẹn không hợp lệ hoặc không bao giờ đến", "The schedule is wrong or never comes"),
        [DefinitionCodes.MissingReference] = new("Quy trình được gọi không có hoặc chưa công bố", "The definition it calls is missing or not published"),
        [DefinitionCodes.ReferenceCycle] = new("Các quy trình gọi lẫn nhau thành vòng", "Definitions call each other in a circle"),
        [DefinitionCodes.TooMany] = new("Quy trình có quá nhiều bước", "There are too many activities"),
    };

    public static Label Of(DefinitionProblem problem) => Labels.GetValueOrDefault(problem.Code, Any);

    /// <summary>Where the problem is, as its author calls the place.</summary>
    public static string Place(DefinitionProblem problem, UiLanguage language) => (problem.ActivityName, problem.ActivityId) switch
    {
        (null, null) => language.Text("Quy trình", "Definition"),
        (null, var id) => language.Text($"Bước “{id}”", $"Activity “{id}”"),
        var (name, _) => language.Text($"Bước “{name}”", $"Activity “{name}”"),
    };

    public static string Sentence(DefinitionProblem problem, UiLanguage language) => $"{Place(problem, language)}: {language.Text(Of(problem))}.";
}
