namespace Dicom.Cms.Imaging;
internal static class VideoScan { public static string Describe(CodestreamInput input) => "a video"; }
