using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Engine.Archives;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Why a file of instances was not taken, in the words of its reader.</summary>
internal static class InstanceFileWords
{
    public static readonly Label NothingInside = new("tệp nén không có phiên nào.", "the zip file has no instance in it.");

    public static readonly Label DamagedZip = new("tệp nén bị hỏng hoặc được nén theo cách không đọc được.", "the zip file is damaged, or packed in a way that is not read here.");

    public static Label TooLarge(long most) => new($"giải nén ra lớn hơn {most >> 20} MB.", $"it unpacks to more than {most >> 20} MB.");

    public static Label Of(ArchiveRefusedException refusal) => refusal.Reason switch
    {
        ArchiveRefusal.NotAnArchive => new(
            "không phải tệp phiên xuất từ đây, nên không có gì để khôi phục.", "it is not a file of an instance exported here, so there is nothing to restore."),
        ArchiveRefusal.RowsApart => new("các bước trong tệp không khớp với phiên.", "the steps in the file do not belong to the instance."),
        ArchiveRefusal.Damaged => new("trạng thái hoặc nhật ký của phiên bị hỏng.", "the state or the journal of the instance is damaged."),
        ArchiveRefusal.VersionMissing => new(
            $"phiên bản quy trình “{refusal.Subject}” chưa có ở đây; hãy nhập quy trình trước.", $"the definition version “{refusal.Subject}” is not here; import the definition first."),
        ArchiveRefusal.ActivityMissing => new(
            $"quy trình không có hoạt động “{refusal.Subject}” mà phiên đang ở.", $"the definition has no activity “{refusal.Subject}”, at which the instance is."),
        ArchiveRefusal.AlreadyHere => new(
            $"phiên “{refusal.Subject}” đã có ở đây; không có gì bị thay đổi.", $"the instance “{refusal.Subject}” is here already; nothing of it was changed."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Reason, "No words for this reason."),
    };
}
